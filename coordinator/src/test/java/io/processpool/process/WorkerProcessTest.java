package io.processpool.process;

import static io.processpool.process.Children.LONG;
import static io.processpool.process.Children.exitOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.conformance.Processes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class WorkerProcessTest {

  @TempDir Path base;
  Children children;

  @BeforeEach
  void open() throws Exception {
    children = new Children(base);
  }

  @AfterEach
  void close() throws Exception {
    children.close();
  }

  @Test
  void shouldHandTheTokenOverStandardInputAndNowhereElse() throws Exception {
    byte[] token = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.UTF_8);
    WorkerProcess worker = children.start(children.command("token", "32"), Map.of(), token);
    assertThat(children.rest("token ")).isEqualTo(java.util.HexFormat.of().formatHex(token));

    String secret = new String(token, StandardCharsets.UTF_8);
    for (String name : new String[] {"cmdline", "environ"}) {
      Path file = Path.of("/proc", Long.toString(worker.pid()), name);
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    }
    assertThat(Files.readString(children.folder.argFile(1))).doesNotContain(secret);
  }

  @Test
  void shouldTellTheWorkerByEndOfFileThatItsLifeLineIsCut() throws Exception {
    WorkerProcess worker = children.start("wait");
    children.rest("waiting");
    assertThat(worker.isAlive()).isTrue();

    worker.closeStdin();

    assertThat(exitOf(worker)).isEqualTo(80);
    assertThat(worker.tail()).containsExactly("waiting", "end of file");
    assertThat(worker.isAlive()).isFalse();
  }

  @Test
  void shouldKeepTheLifeLinesOfWorkersApart() throws Exception {
    WorkerProcess first = children.start("wait");
    WorkerProcess second = children.start("wait");
    await().atMost(LONG).until(() -> children.lines.size() == 2);

    first.closeStdin();

    assertThat(exitOf(first)).isEqualTo(80);
    assertThat(second.isAlive()).isTrue();
  }

  @Test
  void shouldReportAKillFromOutsideAsSignalNine() throws Exception {
    WorkerProcess worker = children.start("wait");
    children.rest("waiting");

    ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly();

    int status = exitOf(worker);
    assertThat(status).isEqualTo(137);
    assertThat(CrashReport.of(worker, status, children.folder).sentence())
        .startsWith(
            "worker 1 (process " + worker.pid() + ") exited 137: killed by signal 9 (SIGKILL)")
        .contains("dmesg");
  }

  @Test
  void shouldSayThatThePoolItselfKilledTheWorker() throws Exception {
    WorkerProcess worker = children.start("wait");
    children.rest("waiting");

    worker.kill();

    int status = exitOf(worker);
    assertThat(status).isEqualTo(137);
    assertThat(CrashReport.of(worker, status, children.folder).meaning())
        .isEqualTo("ended by the pool with signal 9 (SIGKILL)");
  }

  @Test
  void shouldHearTheLastWordsOfATerminatedWorker() throws Exception {
    WorkerProcess worker = children.start("farewell");
    children.rest("waiting");

    worker.terminate();

    assertThat(exitOf(worker)).isEqualTo(143);
    assertThat(worker.tail()).containsExactly("waiting", "farewell");
  }

  @Test
  void shouldKillGrandchildrenTogetherWithTheWorker() throws Exception {
    WorkerProcess worker = children.start("family");
    String[] pids = children.rest("family ").split(" ");
    long shell = Long.parseLong(pids[0]);
    long sleeper = Long.parseLong(pids[1]);
    assertThat(List.of(shell, sleeper)).allMatch(Processes::isRunning);

    worker.kill();

    assertThat(exitOf(worker)).isEqualTo(137);
    await().atMost(LONG).until(() -> !Processes.isRunning(shell) && !Processes.isRunning(sleeper));
  }

  @Test
  void shouldEndWhatAWorkerLeftBehindThatWasNotAskedToEnd() throws Exception {
    WorkerProcess worker = children.start("orphan");
    long pid = Long.parseLong(children.rest("orphan "));
    assertThat(exitOf(worker)).isZero();
    await().atMost(LONG).until(() -> !Processes.isRunning(pid));
  }

  @Test
  void shouldTellTheEndAlthoughADaemonHoldsTheOutputOpen() throws Exception {
    WorkerProcess worker = children.start("daemon");
    long pid = Long.parseLong(children.rest("orphan "));
    try {
      assertThat(exitOf(worker)).isZero();
      assertThat(Processes.isRunning(pid)).isTrue();
    } finally {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void shouldSwallowAFloodWithoutEndOfLine() throws Exception {
    WorkerProcess worker = children.start("flood", "20");

    assertThat(exitOf(worker)).isZero();

    Pattern notice = Pattern.compile("\\[processpool: \\d+ lines with (\\d+) characters are .*");
    long passed = 0;
    long leftOut = 0;
    for (String line : children.lines) {
      Matcher matcher = notice.matcher(line);
      if (matcher.matches()) {
        leftOut += Long.parseLong(matcher.group(1));
      } else {
        assertThat(line).hasSize(LineSplitter.MAX_LINE_BYTES);
        passed += line.length();
      }
    }
    assertThat(passed + leftOut).isEqualTo(20L << 20);
    assertThat(leftOut).isPositive();
    assertThat(worker.tail()).hasSize(LastLines.KEPT_LINES);
  }

  @Test
  void shouldNotTakeClosedOutputsForTheEnd() throws Exception {
    WorkerProcess worker = children.start("mute");
    assertThat(worker.exit().toCompletableFuture()).isNotDone();

    worker.closeStdin();

    assertThat(exitOf(worker)).isEqualTo(7);
  }

  @Test
  void shouldReportTheCrashOfAJvmWithItsFrameAndKeepTheFile() throws Exception {
    WorkerProcess worker = children.start("crash");
    int status = exitOf(worker);

    CrashReport report = CrashReport.of(worker, status, children.folder);

    assertThat(status).isEqualTo(134);
    assertThat(report.meaning()).contains("signal 6 (SIGABRT)");
    assertThat(Optional.ofNullable(report.crashFile()))
        .hasValueSatisfying(
            file -> {
              assertThat(file.problematicFrame()).contains("libjvm");
              assertThat(file.path()).exists();
              assertThat(report.sentence()).contains(file.path().toString(), "libjvm");
            });
    Files.delete(Optional.ofNullable(report.crashFile()).orElseThrow().path());
  }

  @Test
  void shouldNameAFullHeap() throws Exception {
    WorkerProcess worker = children.start("memory");
    int status = exitOf(worker);

    assertThat(CrashReport.of(worker, status, children.folder).sentence())
        .contains("exited 3: out of memory");
  }

  @Test
  void shouldReportTheTasksOwnExit() throws Exception {
    WorkerProcess worker = children.start("exit", "42");
    int status = exitOf(worker);

    assertThat(CrashReport.of(worker, status, children.folder).sentence())
        .endsWith("exited 42: task ended the process with exit 42");
    assertThat(worker.toString()).isEqualTo("worker 1 (process " + worker.pid() + ")");
  }

  @Test
  void shouldDeleteTheArgumentFileOfAnEndedWorker() throws Exception {
    WorkerProcess worker = children.start("exit", "0");

    exitOf(worker);

    assertThat(children.folder.argFile(1)).doesNotExist();
  }
}
