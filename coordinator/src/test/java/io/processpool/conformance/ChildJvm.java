package io.processpool.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own: a JVM with the tests' class path. Its run folders go where the test says.
 */
public final class ChildJvm implements AutoCloseable {

  private static final long LONG_SECONDS = 90;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildJvm(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts {@link Programs}.
   *
   * @param folder for its output
   * @param runFolders where its pools make their folders
   * @param flags for the JVM
   * @param arguments which program, and what it wants
   */
  static ChildJvm start(Path folder, Path runFolders, List<String> flags, String... arguments)
      throws IOException {
    return start(folder, runFolders, flags, Programs.class, arguments);
  }

  /** Starts another program; the rest is as above. */
  public static ChildJvm start(
      Path folder, Path runFolders, List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it lives for seconds
    command.addAll(flags);
    command.add("-Dlogback.configurationFile=" + logging(folder));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_RUNTIME_DIR", runFolders.toString());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new ChildJvm(builder.start(), out, err);
  }

  /** Warnings go to standard error, as with most programs. */
  private static Path logging(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("logging.xml"),
        """
        <configuration>
          <appender name="ERR" class="ch.qos.logback.core.ConsoleAppender">
            <target>System.err</target>
            <encoder><pattern>%level %logger - %msg%n</pattern></encoder>
          </appender>
          <root level="WARN"><appender-ref ref="ERR"/></root>
        </configuration>
        """);
  }

  /** Waits for its end: the status. */
  public int exit() throws InterruptedException {
    return exit(LONG_SECONDS);
  }

  int exit(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("program does not end; it printed " + out() + err());
    }
    return process.exitValue();
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Ends it at once. */
  public void kill() {
    process.destroyForcibly(); // SIGKILL
  }

  /** What it printed so far. */
  public String out() {
    return read(out);
  }

  /** What it printed on standard error so far. */
  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
