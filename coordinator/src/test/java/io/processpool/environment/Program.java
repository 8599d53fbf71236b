package io.processpool.environment;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program to be started: a command line, a folder and variables. Its log tells warnings only. */
final class Program {

  private static final long LONG_SECONDS = 300;
  private static final int MOST_SHOWN = 100_000;

  /** Workers that a JVM of this machine runs on any flag do not wait for optimized code. */
  private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-Xmx128m");

  private final Path scratch;
  private final List<String> prefix = new ArrayList<>();
  private final List<String> flags = new ArrayList<>(LIGHT);
  private final Map<String, @Nullable String> variables = new HashMap<>();
  private Path folder;
  private @Nullable Path errors;

  /**
   * A program with run folders of its own.
   *
   * @param scratch for what the harness writes
   */
  Program(Path scratch) throws IOException {
    this.scratch = scratch;
    this.folder = scratch;
    flags.add("-Dlogback.configurationFile=" + logging(scratch));
    variable("XDG_RUNTIME_DIR", scratch.toString());
    for (String name : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
      variable(name, null);
    }
  }

  private static Path logging(Path scratch) throws IOException {
    return Files.writeString(
        scratch.resolve("logging.xml"),
        """
        <configuration>
          <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
            <target>System.err</target>
            <encoder>
              <charset>UTF-8</charset><pattern>%level %logger - %msg%n</pattern>
            </encoder>
          </appender>
          <logger name="io.processpool.worker" level="INFO"/>
          <root level="WARN"><appender-ref ref="ERR"/></root>
        </configuration>
        """);
  }

  static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  static Path ownJava() {
    return java(Path.of(System.getProperty("java.home")));
  }

  /** What runs the JVM, for example a shell that lowers a limit first. */
  Program under(String... words) {
    prefix.addAll(List.of(words));
    return this;
  }

  /** Leaves what it says on standard error in a file, as it may be too much for the memory. */
  Program errorsTo(Path file) {
    errors = file;
    return this;
  }

  Program flags(String... more) {
    flags.addAll(List.of(more));
    return this;
  }

  /** Sets a variable; null removes it. */
  Program variable(String name, @Nullable String value) {
    variables.put(name, value);
    return this;
  }

  Program in(Path place) {
    folder = place;
    return this;
  }

  Ended run(String... words) throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.add(ownJava().toString());
    command.addAll(flags);
    command.addAll(List.of(words));
    return runCommand(command);
  }

  Ended runCommand(List<String> command) throws Exception {
    Path out = Files.createTempFile(scratch, "out", ".txt");
    Path err = errors == null ? Files.createTempFile(scratch, "err", ".txt") : errors;
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    variables.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "program does not end; it printed " + beginning(out) + "\n" + beginning(err));
      }
      String said = errors == null ? Files.readString(err) : "";
      return new Ended(process.exitValue(), Files.readString(out), said);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** A flood does not fit into a message. */
  private static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_SHOWN), StandardCharsets.UTF_8);
    }
  }

  /** How it went. */
  record Ended(int exit, String out, String err) {}
}
