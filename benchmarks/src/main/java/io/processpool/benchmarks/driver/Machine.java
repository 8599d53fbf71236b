package io.processpool.benchmarks.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where it was measured.
 *
 * @param processor its name
 * @param cores how many the JVM sees
 * @param system the kernel
 * @param java the Java that ran everything
 * @param python the version and where it is
 * @param missing Python modules that are not installed
 */
record Machine(
    String processor, int cores, String system, String java, String python, List<String> missing) {

  private static final List<String> MODULES = List.of("numpy", "scipy", "joblib", "pebble");

  private static final String PROBE =
      "import importlib.util as u, platform, sys; print(platform.python_version(), "
          + "*[m for m in sys.argv[1:] if u.find_spec(m) is None])";

  /** Looks around. */
  static Machine here(String python) {
    List<String> said = probe(python);
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        said.isEmpty() ? "none: " + python : said.get(0) + " (" + python + ")",
        said.isEmpty() ? MODULES : said.subList(1, said.size()));
  }

  /** How many threads wanted a processor during the last minute. */
  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static List<String> probe(String python) {
    try {
      List<String> command = new ArrayList<>(List.of(python, "-c", PROBE));
      command.addAll(MODULES);
      Process process = new ProcessBuilder(command).start();
      byte[] said = process.getInputStream().readAllBytes();
      String text = new String(said, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? List.of() : List.of(text.split(" "));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String processorName() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
