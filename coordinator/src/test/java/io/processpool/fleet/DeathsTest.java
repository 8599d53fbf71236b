package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerStartException;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ExitCode;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Welcome;
import io.processpool.process.FakeProcess;
import io.processpool.testing.FakeTicker;
import io.processpool.wire.Candidate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeathsTest {

  private final RestartBudget budget = new RestartBudget(1, new FakeTicker(), new Random(42));
  private final Deaths deaths =
      new Deaths("p1", Duration.ofSeconds(7), budget, "java -x", "java -x");
  private final FakeProcess process = new FakeProcess(4711);
  private final Worker worker =
      new Worker(
          0,
          new WorkerStarter.Started(
              process.watch(3),
              new SlotFile(Path.of("no-such-slot")),
              new Candidate(
                  new WorkerRef(0, 3, 4711),
                  new byte[0],
                  new Welcome(0, 1, 1, 1, 1, 0, 0, PayloadBlock.EMPTY),
                  new FleetEndTest.Deaf())),
          () -> 0);

  @AfterEach
  void endProcess() {
    process.end();
  }

  private static WorkerDeath death(int exitCode) {
    return new WorkerDeath(
        0, 4711, exitCode, "so", List.of("last words"), Optional.empty(), Optional.empty());
  }

  private Deaths.Verdict die(int exitCode, boolean wasReady) {
    deaths.remember(death(exitCode));
    return deaths.judge(worker, death(exitCode), wasReady);
  }

  private PoolException giveUp(int deathsBefore, boolean wasReady) {
    for (int i = 0; i < deathsBefore; i++) {
      assertThat(die(9, wasReady)).isInstanceOf(Deaths.Verdict.Replace.class);
    }
    return ((Deaths.Verdict.GiveUp) die(9, wasReady)).error().get();
  }

  @Test
  void shouldReplaceAWorkerThatDiedAtWorkAtOnce() {
    assertThat(die(9, true)).isEqualTo(new Deaths.Verdict.Replace(0, false));
    assertThat(deaths.count()).isEqualTo(1);
  }

  @Test
  void shouldWaitBeforeAnotherStartIsTried() {
    assertThat(die(9, false))
        .isInstanceOfSatisfying(
            Deaths.Verdict.Replace.class, then -> assertThat(then.delayMillis()).isPositive());
  }

  @Test
  void shouldGiveUpAfterTooManyDeaths() {
    PoolException error = giveUp(5, true);
    assertThat(error)
        .isInstanceOf(PoolBrokenException.class)
        .hasNoCause()
        .hasMessageContaining("6 workers died within 60 s")
        .hasMessageContaining("last words");
    assertThat(((PoolBrokenException) error).deaths()).hasSize(6);
  }

  @Test
  void shouldRememberTheLastDeathsOnly() {
    for (int i = 0; i < 20; i++) {
      budget.worked();
      die(9, true);
    }
    assertThat(((PoolBrokenException) giveUp(4, true)).deaths()).hasSize(8);
    assertThat(deaths.count()).isEqualTo(25);
  }

  @Test
  void shouldSayHowAStartFailed() {
    PoolException error = giveUp(2, false);
    assertThat(error).hasMessageContaining("3 workers in a row");
    assertThat(error.getCause())
        .isInstanceOfSatisfying(
            WorkerStartException.class,
            start -> {
              assertThat(start.command()).isEqualTo("java -x");
              assertThat(start.output()).containsExactly("last words");
              assertThat(start.exitCode()).hasValue(9);
            });
  }

  @Test
  void shouldSayThatAStartTookTooLong() {
    worker.killLate();
    assertThat(giveUp(2, false))
        .hasMessageContaining("the last one was not ready within PT7S (startTimeout)");
  }

  @Test
  void shouldNotHoldDeathsAgainstThePoolThatItWanted() {
    worker.kill(true);
    for (int i = 0; i < 100; i++) {
      assertThat(die(137, true)).isEqualTo(new Deaths.Verdict.Replace(0, false));
    }
  }

  @Test
  void shouldNotHoldLateItemsAgainstThePool() {
    for (int i = 0; i < 100; i++) {
      assertThat(die(ExitCode.TASK_OVER_LIMIT.number(), true))
          .isEqualTo(new Deaths.Verdict.Replace(0, false));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {84, 129, 130})
  void shouldGiveUpWhenWorkersEndBeforeTheyAreReadyWhateverTheNumber(int exit) {
    int starts = 1;
    while (!(die(exit, false) instanceof Deaths.Verdict.GiveUp)) {
      starts++;
      assertThat(starts).isLessThan(10);
    }
    assertThat(starts)
        .isEqualTo(
            RestartBudget.MOST_FAILED_STARTS
                + (exit == 84 ? 0 : RestartBudget.MOST_INTERRUPTED_STARTS));
  }

  @Test
  void shouldNotHoldAKeyOfTheTerminalAgainstThePool() {
    for (int i = 0; i < 100; i++) {
      assertThat(die(130, false)).isEqualTo(new Deaths.Verdict.Replace(0, true));
      budget.started(worker.place());
    }
  }
}
