package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.conformance.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose processes are ended, and whose are not. */
@Tag("process")
class DescendantsTest {

  @TempDir Path base;
  private final List<Process> started = new ArrayList<>();
  private Descendants descendants;

  /** Of a folder that no other run of these tests has. */
  @BeforeEach
  void choose() {
    descendants = Descendants.of(base, 1);
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(String mark, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(Descendants.VARIABLE, mark);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Process sleeper(String mark) throws IOException {
    return start(mark, "sleep", "1000");
  }

  @Test
  void shouldEndThoseOfTheWorkerAndNoOthers() throws Exception {
    Process own = sleeper(descendants.variable(null));
    Process nested =
        sleeper(Descendants.of(Path.of("inner"), 7).variable(descendants.variable(null)));
    List<Process> others =
        List.of(
            sleeper(Descendants.of(base, 10).variable(null)),
            sleeper(Descendants.of(Path.of("base/other"), 1).variable(null)),
            sleeper(descendants.variable(null) + "x"),
            sleeper(""));

    assertThat(descendants.kill()).containsExactlyInAnyOrder(own.toHandle(), nested.toHandle());

    assertThat(own.waitFor()).isEqualTo(137);
    assertThat(nested.waitFor()).isEqualTo(137);
    assertThat(others).allMatch(Process::isAlive);
  }

  @Test
  void shouldReadTheLineOfAProcessOfAnyName() throws Exception {
    Path odd = Files.copy(sleepProgram(), base.resolve("a) S 1 (b"));
    assertThat(odd.toFile().setExecutable(true)).isTrue();
    Process process = start(descendants.variable(null), odd.toString(), "1000");
    assertThat(descendants.kill()).containsExactly(process.toHandle());
  }

  private static Path sleepProgram() throws IOException {
    return Path.of("/bin/sleep").toRealPath();
  }

  @Test
  void shouldLeaveAloneWhoHasASessionOfItsOwn() throws Exception {
    String ready = "echo $$; exec sleep 1000";
    Process process = start(descendants.variable(null), "setsid", "sh", "-c", ready);
    long pid = Long.parseLong(process.inputReader().readLine());
    try {
      assertThat(descendants.kill()).isEmpty();
      assertThat(Processes.isRunning(pid)).isTrue();
    } finally {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void shouldEndWhatAnEndedProcessHadStarted() throws Exception {
    Process shell =
        start(descendants.variable(null), "sh", "-c", "sleep 1000 >/dev/null & echo $!");
    long pid = Long.parseLong(shell.inputReader().readLine());
    assertThat(shell.waitFor()).isZero();
    assertThat(descendants.kill()).extracting(ProcessHandle::pid).containsExactly(pid);
    await().atMost(Children.LONG).until(() -> !Processes.isRunning(pid));
  }
}
