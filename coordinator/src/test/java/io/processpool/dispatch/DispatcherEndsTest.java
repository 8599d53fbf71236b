package io.processpool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.PoolException;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.dispatch.DispatchBench.Job;
import io.processpool.message.CallShape;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import org.junit.jupiter.api.Test;

/** Losses, cancellations, the end of all workers. */
class DispatcherEndsTest {

  private static final long GRACE_MILLIS = 5_000;

  private final DispatchBench bench = new DispatchBench();

  private static long slot(long lease, int position) {
    return (lease << 32) | position;
  }

  private static int running(ChunkOutcome outcome) {
    return ((ChunkOutcome.Lost) outcome).runningPosition();
  }

  private static PoolException broken() {
    return new PoolException("p1", "broken", null);
  }

  @Test
  void shouldBlameTheLeaseThatTheSlotNames() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    bench.warmUp(job, worker);
    job.submit();
    job.submit();
    job.outcomes.clear();
    long second = worker.lastChunk().lease();
    bench.dispatcher.workerLost(worker, slot(second, 3), Deaths.KILLED);
    assertThat(job.outcomes.stream().map(DispatcherEndsTest::running)).containsExactly(1, 3);
  }

  @Test
  void shouldBlameNobodyWhenTheSlotIsIdleOrNamesAnotherLease() {
    for (long value : new long[] {-1, slot(77, 0)}) {
      ScriptedWorker worker = bench.worker(0, 0);
      Job job = bench.job(1);
      job.submit();
      bench.dispatcher.workerLost(worker, value, Deaths.KILLED);
      assertThat(running(job.outcomes.get(0))).isEqualTo(ChunkOutcome.Lost.ARRIVING);
    }
  }

  @Test
  void shouldTakeItemsThatMayBeginOnceForBegunWhenTheSlotCannotBeRead() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job once = bench.jobAtMostOnce(1);
    once.submit(0, 5);
    bench.dispatcher.workerLost(worker, Dispatcher.ANY_ITEM, Deaths.KILLED);
    assertThat(once.outcomes.stream().map(DispatcherEndsTest::running)).containsExactly(5);
  }

  @Test
  void shouldBlameNobodyWhenTheSlotCannotBeRead() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    bench.warmUp(job, worker);
    job.submit(0, 5);
    job.submit(5, 3);
    job.outcomes.clear();
    bench.dispatcher.workerLost(worker, Dispatcher.ANY_ITEM, Deaths.KILLED);
    assertThat(job.outcomes.stream().map(DispatcherEndsTest::running))
        .containsExactly(ChunkOutcome.Lost.ARRIVING, ChunkOutcome.Lost.WAITING);
  }

  @Test
  void shouldLoseAWorkerOnce() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.dispatcher.workerLost(worker, -1, Deaths.KILLED);
    bench.dispatcher.workerLost(worker, -1, Deaths.KILLED);
    assertThat(job.told).containsExactly("j1-c0 Lost");
  }

  @Test
  void shouldSendALostChunkToTheNextWorker() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.dispatcher.workerLost(worker, -1, Deaths.KILLED);
    job.submit(0, true, Chunk.ANY_WORKER);
    ScriptedWorker next = bench.worker(0, 1);
    assertThat(next.chunks()).hasSize(1);
    assertThat(next.openings()).isEqualTo(1);
    assertThat(next.lastChunk().lease()).isNotEqualTo(worker.lastChunk().lease());
  }

  @Test
  void shouldEndWhatWaitsAtOnceWhenItsJobIsCancelled() {
    Job job = bench.job(1);
    job.submit();
    job.submit(7, false, 1);
    job.handle.cancel(true);
    assertThat(job.told).containsExactly("j1-c0 Cancelled", "j1-c1 Cancelled");
    job.submit();
    assertThat(job.told).endsWith("j1-c2 Cancelled");
    assertThat(bench.worker(1, 0).chunks()).isEmpty();
  }

  @Test
  void shouldTellOnlyWorkersThatHoldAChunkOfACancelledJob() {
    ScriptedWorker one = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    ScriptedWorker two = bench.worker(1, 1);
    job.handle.cancel(true);
    job.handle.cancel(true);
    assertThat(one.cancels()).hasSize(1);
    assertThat(one.cancels().get(0).interrupt()).isTrue();
    assertThat(two.cancels()).isEmpty();
  }

  @Test
  void shouldGiveNothingToAWorkerThatStillRunsACancelledChunk() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    bench.warmUp(job, worker);
    job.submit();
    RunChunk cancelled = worker.lastChunk();
    job.handle.cancel(true);
    Job other = bench.job(2);
    other.submit();
    assertThat(worker.lastChunk()).isSameAs(cancelled);
    bench.answer(worker, cancelled, 1);
    assertThat(worker.lastChunk().job()).isEqualTo(2);
    other.submit();
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(2);
  }

  @Test
  void shouldKillAWorkerThatDoesNotLetGoOfACancelledItem() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.handle.cancel(true);
    bench.timer.advanceMillis(GRACE_MILLIS - 1);
    assertThat(worker.kills).isEmpty();
    bench.timer.advanceMillis(1);
    assertThat(worker.kills).hasSize(1);
  }

  @Test
  void shouldNotKillAWorkerThatLetGoInTime() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.handle.cancel(true);
    bench.answer(worker, worker.lastChunk(), 1);
    bench.timer.advanceMillis(GRACE_MILLIS);
    assertThat(worker.kills).isEmpty();
  }

  @Test
  void shouldBeginNothingWhenHeld() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job first = bench.job(1);
    Job second = bench.job(2);
    first.submit();
    second.submit();
    bench.dispatcher.hold();
    first.handle.cancel(true);
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isZero();
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(1);
    assertThat(second.outcomes).isEmpty();
  }

  @Test
  void shouldNotQueueAJobsChunkBehindAnotherJobs() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    Job other = bench.job(2);
    bench.warmUp(job, worker);
    job.submit();
    other.submit();
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(1);
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(1);
  }

  @Test
  void shouldNotKillAWorkerForACancelledChunkBehindAnotherJobsLongOne() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job innocent = bench.job(1);
    Job cancelled = bench.job(2);
    bench.warmUp(innocent, worker);
    innocent.submit();
    cancelled.submit(0, false, 0);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(2);
    cancelled.handle.cancel(true);
    bench.timer.advanceMillis(GRACE_MILLIS);
    assertThat(worker.kills).isEmpty();
  }

  @Test
  void shouldNotKillWhenRunningItemsMayGoOn() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.handle.cancel(false);
    assertThat(worker.cancels().get(0).interrupt()).isFalse();
    assertThat(bench.timer.size()).isZero();
  }

  @Test
  void shouldNotKillTheSuccessorOfAWorkerThatWasLostMeanwhile() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.handle.cancel(true);
    bench.dispatcher.workerLost(worker, -1, Deaths.KILLED);
    ScriptedWorker next = bench.worker(0, 1);
    bench.timer.advanceMillis(GRACE_MILLIS);
    assertThat(worker.kills).isEmpty();
    assertThat(next.kills).isEmpty();
  }

  @Test
  void shouldRefuseWhatWaitsWhatRunsAndWhatComesAfterABreakdown() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.submit();
    job.submit(9, false, 1);
    bench.dispatcher.breakDown(DispatcherEndsTest::broken);
    bench.dispatcher.breakDown(DispatcherEndsTest::broken);
    job.submit();
    assertThat(job.outcomes).hasSize(4).allMatch(ChunkOutcome.Refused.class::isInstance);
    assertThat(bench.dispatcher.stats().broken()).isTrue();
    bench.dispatcher.workerLost(worker, -1, Deaths.KILLED);
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(job.outcomes).hasSize(4);
  }

  @Test
  void shouldNotTakeAWorkerThatComesAfterTheBreakdown() {
    bench.dispatcher.breakDown(DispatcherEndsTest::broken);
    bench.worker(0, 0);
    assertThat(bench.dispatcher.readyNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldStillTellAClosedJobOfItsLastChunks() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.handle.cancel(true);
    job.handle.close();
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(job.told).endsWith("j1-c0 Completed");
    assertThat(bench.dispatcher.stats().inFlightChunks()).isZero();
  }

  @Test
  void shouldTellAllListenersThoughOneThrows() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job good = bench.job(2);
    bench.warmUp(good, worker);
    JobHandle bad =
        bench.dispatcher.openJob(
            new JobSpec(1, CallShape.FUNCTION, 0, 0, false, PayloadBlock.EMPTY), new Bomb());
    bad.submit(good.submit(50, false, 0));
    good.submit(51, false, 0);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(3);
    good.outcomes.clear();
    assertThatThrownBy(() -> bench.dispatcher.workerLost(worker, -1, Deaths.KILLED))
        .hasMessage("listener broke");
    assertThat(good.outcomes).hasSize(2);
  }

  private static final class Bomb implements ChunkListener {
    @Override
    public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {}

    @Override
    public int ended(Chunk chunk, ChunkOutcome outcome) {
      throw new IllegalStateException("listener broke");
    }
  }
}
