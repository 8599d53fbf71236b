package io.processpool.benchmarks.driver;

import io.processpool.benchmarks.driver.Subject.Kind;
import io.processpool.benchmarks.workload.FirstResult;
import io.processpool.benchmarks.workload.Hello;
import io.processpool.benchmarks.workload.WorkloadMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How each program is started.
 *
 * @param root the project's folder
 * @param python a Python 3
 * @param missing modules that it lacks
 * @param warmUpSeconds how long a program that is measured warm repeats its work before
 */
record Programs(Path root, String python, List<String> missing, double warmUpSeconds) {

  private static final int WARNS_FROM = 24;
  private static final String NO_EVENTS = "-Dio.netty.jfr.enabled=false";

  /** The same programs, warmed up for twice as long: for work that repeats the least often. */
  Programs warmedTwice() {
    return warmedFor(2 * warmUpSeconds);
  }

  /** The same programs, warmed up for so many seconds. */
  Programs warmedFor(double seconds) {
    return new Programs(root, python, missing, seconds);
  }

  /** A workload of this module in a JVM of its own. */
  Subject workload(String name, String... words) {
    return workload(name, List.of(), words);
  }

  /** The same with flags for its JVM. */
  Subject workload(String name, List<String> flags, String... words) {
    List<String> command = java();
    command.addAll(flags);
    command.add(WorkloadMain.class.getName());
    command.add(Double.toString(warmUpSeconds));
    command.addAll(List.of(words));
    return new Subject(name, Kind.SERVED, command, Optional.empty());
  }

  /** A pool of {@code peers.py}. */
  Subject peer(String name, String... words) {
    List<String> command = python("peers.py", Double.toString(warmUpSeconds));
    command.addAll(List.of(words));
    return new Subject(name, Kind.SERVED, command, Optional.empty());
  }

  /** A Python program that is timed as a whole. */
  Subject script(String name, String file, String... words) {
    return new Subject(name, Kind.TIMED, python(file, words), needs("numpy", "scipy"));
  }

  /** The coordinator's own program, timed as a whole. */
  Subject coordinator(String name, String... words) {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("scripts/run-coordinator.sh").toString());
    command.addAll(List.of(words));
    return new Subject(name, Kind.TIMED, command, Optional.empty());
  }

  /**
   * The coordinator's own program, without any pool, over the files of a folder: all in one, or
   * those with even and those with odd numbers each in one, both at once.
   */
  Subject sequential(String name, boolean sideBySide, String sounds, String out) {
    String one = "\"$0\" etl --mode sequential --out \"$2\" ";
    String script =
        sideBySide
            ? one + "\"$1\"/*[02468].wav & " + one + "\"$1\"/*[13579].wav && wait $!"
            : one + "\"$1\"";
    String program = root.resolve("scripts/run-coordinator.sh").toString();
    return new Subject(
        name, Kind.TIMED, List.of("sh", "-c", script, program, sounds, out), Optional.empty());
  }

  /** A JVM that says hello, without any flag. */
  Subject hello() {
    return new Subject(
        "JVM hello",
        Kind.TIMED,
        List.of(javaProgram(), "-cp", System.getProperty("java.class.path"), Hello.class.getName()),
        Optional.empty());
  }

  /** A whole program around one map. */
  Subject firstResult(String name) {
    return firstResult(name, List.of());
  }

  /**
   * The same as the README advises, which leaves an archive of its classes for {@link
   * #archivedFirstResult}.
   */
  Subject archivingFirstResult(String name) {
    return firstResult(name, List.of(NO_EVENTS, "-XX:ArchiveClassesAtExit=" + archive()));
  }

  /** The same, started with its archive. */
  Subject archivedFirstResult(String name) {
    return firstResult(name, List.of(NO_EVENTS, "-XX:SharedArchiveFile=" + archive()));
  }

  private Subject firstResult(String name, List<String> flags) {
    List<String> command = java();
    command.addAll(flags);
    command.add(FirstResult.class.getName());
    return new Subject(name, Kind.TIMED, command, Optional.empty());
  }

  private Path archive() {
    return root.resolve("benchmarks/target/first-result-" + Runtime.version().feature() + ".jsa");
  }

  private List<String> java() {
    List<String> command = new ArrayList<>(List.of(javaProgram()));
    if (Runtime.version().feature() >= WARNS_FROM) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private List<String> python(String file, String... words) {
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(root.resolve("benchmarks/src/main/python").resolve(file).toString());
    command.addAll(List.of(words));
    return command;
  }

  private Optional<String> needs(String... modules) {
    return List.of(modules).stream()
        .filter(missing::contains)
        .findFirst()
        .map(module -> "no Python module " + module);
  }
}
