package io.processpool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.IpcCounters;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.dispatch.DispatchBench.Job;
import io.processpool.message.RunChunk;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private final DispatchBench bench = new DispatchBench();

  private static long index(RunChunk chunk) {
    return chunk.indexes().get(0);
  }

  @Test
  void shouldKeepChunksUntilAWorkerComes() {
    Job job = bench.job(1);
    job.submit();
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(1);
    assertThat(bench.dispatcher.readyNanos()).isEqualTo(Long.MAX_VALUE);
    ScriptedWorker worker = bench.worker(0, 0);
    assertThat(worker.chunks()).hasSize(1);
    assertThat(worker.flushes).isEqualTo(1);
    assertThat(bench.dispatcher.readyNanos()).isEqualTo(bench.ticker.nanos());
  }

  @Test
  void shouldGiveEachChunkToTheWorkerWithTheLeastToDo() {
    ScriptedWorker one = bench.worker(0, 0);
    ScriptedWorker two = bench.worker(1, 1);
    Job job = bench.job(1);
    job.submit();
    job.submit();
    assertThat(one.chunks()).hasSize(1);
    assertThat(two.chunks()).hasSize(1);
    assertThat(bench.dispatcher.stats().busyWorkers()).isEqualTo(Set.of(0, 1));
  }

  @Test
  void shouldSendTheFunctionOncePerWorkerAndJob() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    for (int i = 0; i < 3; i++) {
      job.submit();
      bench.answer(worker, worker.lastChunk(), 1);
    }
    assertThat(worker.openings()).isEqualTo(1);
    job.handle.close();
    assertThat(worker.closings()).hasSize(1);
  }

  @Test
  void shouldTakeJobsInTurn() {
    Job first = bench.job(1);
    Job second = bench.job(2);
    for (int i = 0; i < 3; i++) {
      first.submit();
    }
    for (int i = 0; i < 3; i++) {
      second.submit();
    }
    ScriptedWorker worker = bench.worker(0, 0);
    while (worker.chunks().size() < 6) {
      bench.answer(worker, worker.lastChunk(), 100);
    }
    assertThat(worker.chunks().stream().map(RunChunk::job)).containsExactly(1, 2, 1, 2, 1, 2);
  }

  @Test
  void shouldSendOnlyOneChunkUntilItIsKnownHowLongTheyTake() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.submit();
    assertThat(worker.chunks()).hasSize(1);
  }

  @Test
  void shouldKeepOneMoreReadyBesideAShortChunk() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 10);
    for (int i = 0; i < 5; i++) {
      job.submit();
    }
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(2);
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(3);
  }

  @Test
  void shouldKeepMoreReadyBesideVeryShortChunksButNotWithoutLimit() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 0);
    for (int i = 0; i < 100; i++) {
      job.submit();
    }
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(64);
  }

  @Test
  void shouldKeepNothingReadyWhereNoItemMayBeginTwice() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.jobAtMostOnce(1);
    for (int i = 0; i < 5; i++) {
      job.submit();
    }
    bench.answer(worker, worker.lastChunk(), 0);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(1);
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(3);
  }

  @Test
  void shouldKeepNothingReadyBesideALongChunk() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 100);
    job.submit();
    job.submit();
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(1);
  }

  @Test
  void shouldRunAPinnedChunkOnlyAtItsPlace() {
    ScriptedWorker one = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit(5, false, 1);
    assertThat(one.chunks()).isEmpty();
    ScriptedWorker two = bench.worker(1, 1);
    assertThat(two.chunks()).hasSize(1);
    assertThat(bench.dispatcher.stats().queuedChunks()).isZero();
  }

  @Test
  void shouldNotLetAPinnedChunkHoldUpOthers() {
    ScriptedWorker one = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit(5, false, 1);
    job.submit();
    assertThat(one.chunks()).hasSize(1);
  }

  @Test
  void shouldTellOfTheAnswerBeforeTheEnd() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(job.told).containsExactly("j1-c0 done by 0", "j1-c0 Completed");
  }

  @Test
  void shouldDropAndCountAnswersThatComeLateOrTwice() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 1);
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(job.told).hasSize(2);
    assertThat(bench.dispatcher.stats().lateAnswers()).isEqualTo(1);
  }

  @Test
  void shouldDropAnAnswerFromAWorkerThatDoesNotHoldTheLease() {
    ScriptedWorker one = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    RunChunk chunk = one.lastChunk();
    ScriptedWorker stranger = bench.worker(1, 1);
    bench.answer(stranger, chunk, 1);
    bench.answer(new ScriptedWorker(0, 0), chunk, 1);
    assertThat(job.told).isEmpty();
    assertThat(bench.dispatcher.stats().lateAnswers()).isEqualTo(2);
    bench.answer(one, chunk, 1);
    assertThat(job.told).hasSize(2);
  }

  @Test
  void shouldDropTheAnswerOfALostWorker() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.dispatcher.workerLost(worker, -1, Deaths.KILLED);
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(job.told).containsExactly("j1-c0 Lost");
    assertThat(bench.dispatcher.stats().lateAnswers()).isEqualTo(1);
  }

  @Test
  void shouldTellOfAnAnswerThoughTheNextChunkCannotBeSent() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.submit();
    worker.refusal = new OutOfMemoryError("test");
    assertThatThrownBy(() -> bench.answer(worker, worker.lastChunk(), 1))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(job.outcomes).hasSize(1);
  }

  @Test
  void shouldMeasureTheTurnaround() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.ticker.advanceMillis(7);
    bench.answer(worker, worker.lastChunk(), 1);
    assertThat(job.outcomes.get(0))
        .isInstanceOfSatisfying(
            ChunkOutcome.Completed.class,
            done -> assertThat(done.turnaroundNanos()).isEqualTo(7_000_000));
  }

  @Test
  void shouldCountWhatCrossedTheWireForEachJob() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    Job other = bench.job(2);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 1);
    other.submit();
    assertThat(job.handle.traffic().get(worker.ref())).isEqualTo(new IpcCounters(2, 200, 1, 50));
    assertThat(other.handle.traffic().get(worker.ref())).isEqualTo(new IpcCounters(2, 200, 0, 0));
  }

  @Test
  void shouldSendWhatIsRepeatedFirstAndInInputOrder() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit(90, false, Chunk.ANY_WORKER);
    job.submit(91, false, Chunk.ANY_WORKER);
    job.submit(5, true, Chunk.ANY_WORKER);
    job.submit(3, true, Chunk.ANY_WORKER);
    job.submit(4, true, Chunk.ANY_WORKER);
    while (worker.chunks().size() < 5) {
      bench.answer(worker, worker.lastChunk(), 100);
    }
    assertThat(worker.chunks().stream().map(DispatcherTest::index))
        .containsExactly(90L, 3L, 4L, 5L, 91L);
  }

  @Test
  void shouldNotSendMoreBytesAheadThanALaneMayHold() {
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    bench.warmUp(job, worker);
    Chunk large = job.submit();
    assertThat(large.items().size()).isPositive();
    Chunk huge =
        new Chunk(
            new io.processpool.backend.ChunkId(1, 99),
            false,
            Chunk.ANY_WORKER,
            LongRuns.from(99, 1),
            LongRuns.repeat(1, 1),
            Blocks.of(java.util.List.of(new byte[5 << 20])));
    job.handle.submit(huge);
    job.submit();
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(2);
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(1);
  }

  @Test
  void shouldNotGrowWithTheWorkersOfAnEndlessJob() {
    Job job = bench.job(1);
    for (int number = 0; number < 3_000; number++) {
      ScriptedWorker worker = bench.worker(number % 2, number);
      job.submit();
      bench.answer(worker, worker.lastChunk(), 1);
      bench.dispatcher.workerLost(worker, 0, Deaths.KILLED);
    }
    assertThat(job.handle.traffic()).hasSize(DispatchedJob.MOST_WORKERS);
    IpcCounters all =
        job.handle.traffic().values().stream().reduce(IpcCounters.ZERO, IpcCounters::plus);
    assertThat(all.framesIn()).isEqualTo(3_000);
    assertThat(all.framesOut()).isEqualTo(2 * 3_000); // the function each time
  }
}
