package io.processpool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.dispatch.DispatchBench.Job;
import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemsDone;
import io.processpool.message.RunChunk;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T8: a worker that stands still does not hold an item with a limit for ever. */
class LimitWatchTest {

  private static final long LIMIT_MILLIS = 2_000;
  private static final long ALLOWED_MILLIS = LIMIT_MILLIS + LimitWatch.LATE_NANOS / 1_000_000;
  private static final long DOUBT_MILLIS = LimitWatch.SECOND_LOOK_NANOS / 1_000_000;

  private final DispatchBench bench = new DispatchBench();
  private final ScriptedWorker worker = bench.worker(0, 0);
  private final Job job = bench.limitedJob(1, LIMIT_MILLIS * 1_000);

  private void pass(long millis) {
    bench.ticker.advanceMillis(millis);
    bench.timer.advanceMillis(millis);
  }

  /** The worker tells of one item of a chunk that goes on. */
  private void tell(RunChunk chunk) {
    bench.dispatcher.itemsDone(
        worker,
        new ItemsDone(
            chunk.job(),
            chunk.lease(),
            false,
            ChunkTimes.NONE,
            LongRuns.from(0, 1),
            LongRuns.repeat(1, 1),
            Blocks.of(List.of("r")),
            List.of()),
        50);
  }

  @Test
  void shouldKillAWorkerThatSaysNothingOfALateItem() {
    job.submit();
    pass(ALLOWED_MILLIS + 1);
    assertThat(worker.kills).isEmpty();
    pass(DOUBT_MILLIS);
    assertThat(worker.kills)
        .singleElement()
        .asString()
        .startsWith(
            "has answered nothing for PT17.001S of an item whose limit is PT2S (taskTimeout)");
    pass(10 * ALLOWED_MILLIS);
    assertThat(worker.kills).hasSize(1);
  }

  @Test
  void shouldNotTouchAWorkerThatTellsOfItems() {
    job.submit(0, 50);
    for (int i = 0; i < 50; i++) {
      pass(ALLOWED_MILLIS - 1);
      tell(worker.lastChunk());
    }
    assertThat(worker.kills).isEmpty();
  }

  @Test
  void shouldBelieveAnAnswerThatComesAfterTheFirstDoubt() {
    job.submit(0, 3);
    pass(ALLOWED_MILLIS + 1);
    tell(worker.lastChunk());
    pass(ALLOWED_MILLIS - 1);
    assertThat(worker.kills).isEmpty();
    pass(DOUBT_MILLIS + 1);
    assertThat(worker.kills).isEmpty();
    pass(DOUBT_MILLIS);
    assertThat(worker.kills).hasSize(1);
  }

  @Test
  void shouldWaitForAnAnswerAsLongAsPartsOfItCome() {
    job.submit();
    pass(ALLOWED_MILLIS + 1);
    for (int i = 0; i < 50; i++) {
      worker.bytesRead++;
      pass(DOUBT_MILLIS);
    }
    assertThat(worker.kills).isEmpty();
    pass(DOUBT_MILLIS);
    assertThat(worker.kills).hasSize(1);
  }

  @Test
  void shouldCountFromWhenTheItemsAreFirstInLine() {
    bench.warmUp(job, worker);
    job.submit();
    job.submit();
    RunChunk first = worker.chunks().get(1);
    pass(ALLOWED_MILLIS - 1);
    bench.answer(worker, first, 1);
    pass(ALLOWED_MILLIS - 1);
    assertThat(worker.kills).isEmpty();
    bench.answer(worker, worker.lastChunk(), 1);
    pass(100 * ALLOWED_MILLIS);
    assertThat(worker.kills).isEmpty();
    assertThat(bench.timer.size()).isZero();
  }

  @Test
  void shouldLetItemsWithoutALimitTakeTheirTime() {
    bench.job(2).submit();
    pass(1_000 * ALLOWED_MILLIS);
    assertThat(worker.kills).isEmpty();
  }

  @Test
  void shouldForgetAWorkerThatIsGone() {
    job.submit();
    bench.dispatcher.workerLost(worker, 0, Deaths.KILLED);
    pass(10 * ALLOWED_MILLIS);
    assertThat(worker.kills).isEmpty();
    assertThat(bench.timer.size()).isZero();
  }

  @Test
  void shouldNotBeBlindBehindALongLimit() {
    bench.limitedJob(2, 3_600_000_000L).submit();
    bench.answer(worker, worker.lastChunk(), 1);
    job.submit();
    for (int i = 0; i < 25; i++) {
      pass(1_000);
    }
    assertThat(worker.kills).hasSize(1);
  }

  @Test
  void shouldNotHoldAWorkerThatIsGoneForALongLimit() {
    bench.limitedJob(2, 3_600_000_000L).submit();
    bench.dispatcher.workerLost(worker, 0, Deaths.KILLED);
    pass(LimitWatch.LATE_NANOS / 1_000_000 + 1);
    assertThat(bench.timer.size()).isZero();
  }
}
