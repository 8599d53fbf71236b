package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import io.processpool.cli.stop.Urgency;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Control-C in the middle of a measurement that would go on for minutes. */
@Tag("process")
@Tag("once")
class LessonStopTest {

  /** Wherever that finds it: at the start of workers or in the middle of a job. */
  private static final long ASKED_AFTER_SECONDS = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ValueSource(
      strings = {
        "isolation --limit-ms 60000 --repetitions 1000",
        "pitfalls 4 --fibonacci 100000",
        "pitfalls 3 --array-kib 65536 --array-items 10000",
        "compare --milliseconds 600000 --items 10000"
      })
  void shouldLeaveWhatRunsAndSayWhatThereIs(String command) throws IOException {
    StopRequest stop = new StopRequest();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(new ByteArrayOutputStream(), lines, e -> {});
    Path report = folder.resolve("report.html");
    CompletableFuture.delayedExecutor(ASKED_AFTER_SECONDS, TimeUnit.SECONDS)
        .execute(() -> stop.request(Urgency.SOON, ExitStatus.INTERRUPTED));

    String[] arguments = (command + " -w 2 --report " + report).split(" ");
    int status = Main.run(new Terminal(console, Map.of(), Map.of()), stop, arguments);

    assertThat(status).isEqualTo(ExitStatus.INTERRUPTED.code());
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .last()
        .asString()
        .startsWith("interrupted: 0 demonstrations done");
    assertThat(Files.readString(report)).contains("interrupted: 0 demonstrations done");
    try (var left = Files.list(folder)) {
      assertThat(left.toList()).isEqualTo(List.of(report));
    }
  }
}
