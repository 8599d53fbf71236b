package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerLostException;
import io.processpool.conformance.Processes;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Input, output and variables of workers, seen through a pool. */
@Tag("process")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerStreamsTest {

  /** What workers print, as the pool's log tells it. */
  private static final class Printed extends AppenderBase<ILoggingEvent> {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String name = event.getLoggerName();
      lines.add(name.substring(name.lastIndexOf('.') + 1) + " " + event.getFormattedMessage());
    }
  }

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.processpool.worker");
  private final Printed printed = new Printed();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    printed.setContext(logger.getLoggerContext());
    printed.start();
    logger.addAppender(printed);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(printed);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private static int print(int x) {
    System.out.println("out " + x);
    System.err.println("err " + x);
    return x;
  }

  @Test
  @DisplayName("183: what workers print is complete when the pool is closed, each line labelled")
  void shouldHaveAllThatWorkersPrintedWhenItIsClosed() {
    List<Integer> items = IntStream.range(0, 200).boxed().toList();
    try (Pool pool = Pool.builder().workers(2).name("p").open()) {
      assertThat(pool.map(x -> print(x), items, JobOptions.defaults().chunkSize(3)))
          .isEqualTo(items);
    }
    List<String> expected = new ArrayList<>();
    for (int x : items) {
      expected.add("out p/w: out " + x);
      expected.add("err p/w: err " + x);
    }
    assertThat(printed.lines).allMatch(line -> line.matches("(out|err) p/w[01]: .*"));
    assertThat(printed.lines)
        .extracting(line -> line.replaceFirst("/w[01]", "/w"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  @DisplayName(
      "180: a task that reads standard input finds its end and takes nothing from the pool")
  void shouldFindTheEndOfStandardInput() {
    try (Pool pool = Pool.open(1)) {
      assertThat(pool.map(x -> System.in.read(), List.of(1, 2))).containsExactly(-1, -1);
      assertThat(pool.map(x -> System.console() == null, List.of(1))).containsExactly(true);
      assertThat(pool.map(x -> x * x, List.of(3))).containsExactly(9);
    }
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("173: a task starts a process of its own")
  void shouldLetTasksStartProcesses() {
    try (Pool pool = Pool.open(2)) {
      assertThat(pool.map(x -> output("echo", "x" + x).strip(), List.of(1, 2, 3)))
          .containsExactly("x1", "x2", "x3");
    }
  }

  /** The zone and the flags are read while a JVM starts, before any class of the user. */
  @Test
  @DisplayName("179: variables of workers are there before any class")
  void shouldSetVariablesBeforeAnyClassIsLoaded() {
    Map<String, String> variables =
        Map.of("TZ", "Asia/Tokyo", "JAVA_TOOL_OPTIONS", "-Dearly=bird", "OWN", "t\u00fcr");
    String here = TimeZone.getDefault().getID();
    try (Pool pool = Pool.builder().workers(1).workerEnvironment(variables).open()) {
      List<String> seen = pool.map(x -> seen(), List.of(0));
      assertThat(seen).containsExactly("Asia/Tokyo bird 3");
    }
    assertThat(TimeZone.getDefault().getID()).isEqualTo(here);
  }

  private static String seen() {
    String zone = TimeZone.getDefault().getID();
    return zone + " " + System.getProperty("early") + " " + System.getenv("OWN").length();
  }

  private static int leaveChild(int x, Path file) throws IOException {
    String[] command = {"setsid", "sh", "-c", "echo $$; exec sleep 1000 >&2"};
    Process child = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    Files.writeString(file, child.inputReader().readLine());
    Runtime.getRuntime().halt(9);
    return x;
  }

  /** The child holds the worker's output open; that must not hold up the news of the death. */
  @Test
  void shouldNotWaitForAChildThatOutlivesItsWorker() throws IOException {
    Path file = folder.resolve("pid");
    String name = file.toString();
    try (Pool pool = Pool.open(1)) {
      assertThatThrownBy(
              () ->
                  pool.map(
                      x -> leaveChild(x, Path.of(name)),
                      List.of(1),
                      JobOptions.defaults().maxAttempts(1)))
          .isInstanceOf(WorkerLostException.class);
      assertThat(pool.map(x -> x * x, List.of(3))).containsExactly(9);
      assertThat(Processes.isRunning(Long.parseLong(Files.readString(file)))).isTrue();
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(file)))
          .filter(child -> child.info().command().orElse("").endsWith("sleep"))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
