package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.wav.WavBytes;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * scripts/run-coordinator.sh as a user starts it. It stands in a project that is built already,
 * whose folder has a difficult name.
 */
@Tag("process")
class StartScriptTest {

  private static final long LONG_SECONDS = 100;

  @TempDir static Path installed;
  @TempDir Path folder;
  private final Map<String, String> variables = new TreeMap<>();

  private static Path root() {
    return installed.resolve("pro ject's #1");
  }

  private static Path script() {
    return root().resolve("scripts/run-coordinator.sh");
  }

  @BeforeAll
  static void install() throws Exception {
    Path root = root();
    Path target = Files.createDirectories(root.resolve("cli/target"));
    Files.createDirectories(root.resolve("scripts"));
    Files.createDirectories(target.resolve("lib"));
    Files.copy(Path.of("..", "scripts", "run-coordinator.sh"), script());
    int part = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path code = Path.of(entry).toAbsolutePath();
      if (Files.isRegularFile(code)) {
        Files.copy(code, target.resolve("lib").resolve(code.getFileName()));
      } else if (code.endsWith(Path.of("cli", "target", "classes"))) {
        jar(target.resolve("processpool-cli.jar"), code);
      } else if (Files.isDirectory(code) && !code.endsWith("test-classes")) {
        jar(target.resolve("lib/part" + part++ + ".jar"), code);
      }
    }
    // What the script compares: here there are no sources, so they never change.
    shell("cksum </dev/null >build.stamp", target);
  }

  @BeforeEach
  void makeSound() throws Exception {
    Path sounds = Files.createDirectory(folder.resolve("sounds"));
    Files.write(folder.resolve("sound"), WavBytes.pcm16(new int[1000]));
    // As bytes: this JVM's locale may not know the letter.
    shell("cp ../sound \"$(printf 't\\303\\274r.wav')\"", sounds);
  }

  private static void shell(String line, Path place) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", line).directory(place.toFile()).start();
    assertThat(shell.waitFor()).as(line).isZero();
  }

  private static void jar(Path jar, Path classes) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }

  private record Ended(int exit, String out, String err) {}

  private Ended run(String... arguments) throws Exception {
    return runIn(folder, script().toString(), arguments);
  }

  private Ended runIn(Path place, String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", script));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(variables);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("script does not end: " + Files.readString(err));
    }
    return new Ended(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void shouldFindAndWriteFilesOfAnyNameThoughTheLocaleIsC() throws Exception {
    variables.put("LC_ALL", "C");
    variables.put("HOME", "/nonexistent");

    Ended ended = run("etl", "--workers", "1", "sounds");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("sounds/t\u00fcr-transformed.wav\t");
    assertThat(ended.err()).contains("done: 1 file; log: ").doesNotContain("building", "Exception");
  }

  @Test
  void shouldNotBeLedElsewhereByTheShellsPath() throws Exception {
    variables.put("CDPATH", root() + ":.");
    Ended ended = runIn(root(), "scripts/run-coordinator.sh", "--version");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).startsWith("processpool ");
  }

  @Test
  void shouldKeepItsOptionsFromWorkers() throws Exception {
    variables.put("JAVA_TOOL_OPTIONS", "-Xmx300m");
    variables.put("LANG", "en_US.UTF-8");

    Ended ended =
        run("--workers", "2", "etl", "--generate", "4", "--seconds", "1", "--dir", "made");

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out().lines()).hasSize(4);
    assertThat(ended.err())
        .containsOnlyOnce("Picked up JAVA_TOOL_OPTIONS") // of the coordinator
        .contains("done: 4 files");
  }

  @Test
  void shouldMakeAnArchiveOfItsClassesOnce() throws Exception {
    assertThat(run("--version").exit()).isZero();
    try (Stream<Path> files = Files.list(root().resolve("cli/target"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsa")))
          .singleElement()
          .satisfies(archive -> assertThat(archive).isNotEmptyFile());
    }
    assertThat(run("--version").err()).isEmpty();
  }

  /** A start must not need to write into the project once it is built. */
  @Test
  void shouldStartFromAProjectThatCannotBeWritten() throws Exception {
    Path target = root().resolve("cli/target");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertThat(run("--version").out()).startsWith("processpool ");
    } finally {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
