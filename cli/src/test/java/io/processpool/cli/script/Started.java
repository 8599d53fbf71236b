package io.processpool.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a session of its own, so that signals can be sent to it as a terminal does. */
final class Started implements AutoCloseable {

  private static final long LONG_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  private Started(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param folder where it runs; its output goes there too
   * @param environment more variables
   * @param command the program and its arguments
   */
  static Started in(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    // A test that runs in the background may itself have been told to ignore INT.
    List<String> all =
        new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM,PIPE", "setsid"));
    all.addAll(command);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().keySet().removeAll(List.of("CI", "NO_COLOR", "PROCESSPOOL_JAVA_OPTS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Started(builder.start(), out, err);
  }

  long pid() {
    return process.pid();
  }

  /** To the process alone. */
  void signal(String name) throws Exception {
    kill(name, Long.toString(process.pid()));
  }

  /** To all of its process group, as a terminal does. */
  void signalGroup(String name) throws Exception {
    kill(name, "-" + process.pid());
  }

  private static void kill(String name, String whom) throws Exception {
    Process kill = new ProcessBuilder("kill", "-s", name, "--", whom).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -s %s -- %s", name, whom).isZero();
  }

  int exit() throws InterruptedException {
    if (!process.waitFor(LONG_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end; it printed " + read(out) + read(err));
    }
    return process.exitValue();
  }

  void awaitWorker() {
    await()
        .atMost(Duration.ofSeconds(LONG_SECONDS))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> session().stream().anyMatch(Started::isWorker));
  }

  /** Waits until no worker of its session is left; gives the time from the call, in ms. */
  long awaitWorkersGone() {
    long start = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(LONG_SECONDS))
        .pollInterval(Duration.ofMillis(2))
        .untilAsserted(() -> assertThat(session()).noneMatch(Started::isWorker));
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Waits until nothing of its session is left. */
  void awaitAllGone() {
    await()
        .atMost(Duration.ofSeconds(LONG_SECONDS))
        .pollInterval(Duration.ofMillis(2))
        .untilAsserted(() -> assertThat(session()).isEmpty());
  }

  private static boolean isWorker(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
          .contains("io.processpool.worker.WorkerMain");
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  /** The processes that run in its session; what ended and was not taken note of does not. */
  private List<Long> session() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .map(Long::valueOf)
          .filter(this::isOurs)
          .toList();
    }
  }

  private boolean isOurs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return !fields[0].equals("Z") && Long.parseLong(fields[3]) == process.pid();
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }

  void awaitErr(String text) {
    await()
        .atMost(Duration.ofSeconds(LONG_SECONDS))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> read(err).contains(text));
  }

  List<String> out() {
    return read(out).lines().toList();
  }

  List<String> err() {
    return read(err).lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  /** Whoever is left goes. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    session().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
