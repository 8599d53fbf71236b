package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkId;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.message.CallShape;
import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import io.processpool.testing.FakeTicker;
import io.processpool.testing.FakeTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A dispatcher with everything around it scripted. */
final class DispatchBench {

  final FakeTicker ticker = new FakeTicker();
  final FakeTimer timer = new FakeTimer();
  final Dispatcher dispatcher;

  DispatchBench() {
    this(Turnover.NONE);
  }

  DispatchBench(Turnover turnover) {
    this.dispatcher = new Dispatcher(2, turnover, ticker, timer::schedule);
  }

  /** A job of the bench. */
  final class Job implements ChunkListener {

    final JobHandle handle;
    final List<String> told = new ArrayList<>();
    final List<ChunkOutcome> outcomes = new ArrayList<>();
    private final int number;
    private long next;

    Job(int number, boolean atMostOnce, long taskLimitMicros) {
      this.number = number;
      this.handle =
          dispatcher.openJob(
              new JobSpec(
                  number, CallShape.FUNCTION, 0, taskLimitMicros, atMostOnce, PayloadBlock.EMPTY),
              this);
    }

    Chunk submit() {
      return submit(next, false, Chunk.ANY_WORKER);
    }

    Chunk submit(long index, boolean repeated, int worker) {
      Chunk chunk =
          new Chunk(
              new ChunkId(number, next++),
              repeated,
              worker,
              LongRuns.from(index, 1),
              LongRuns.repeat(1, 1),
              Blocks.of(List.of(index)));
      handle.submit(chunk);
      return chunk;
    }

    /** A chunk of several items. */
    Chunk submit(long first, int items) {
      List<Long> values = LongStream.range(first, first + items).boxed().toList();
      Chunk chunk =
          new Chunk(
              new ChunkId(number, next++),
              false,
              Chunk.ANY_WORKER,
              LongRuns.from(first, items),
              LongRuns.repeat(1, items),
              Blocks.of(values));
      handle.submit(chunk);
      return chunk;
    }

    @Override
    public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {
      told.add(chunk.id() + " done by " + worker.number());
    }

    @Override
    public int ended(Chunk chunk, ChunkOutcome outcome) {
      told.add(chunk.id() + " " + outcome.getClass().getSimpleName());
      outcomes.add(outcome);
      return 0;
    }
  }

  Job job(int number) {
    return new Job(number, false, 0);
  }

  Job jobAtMostOnce(int number) {
    return new Job(number, true, 0);
  }

  Job limitedJob(int number, long taskLimitMicros) {
    return new Job(number, false, taskLimitMicros);
  }

  ScriptedWorker worker(int index, int number) {
    ScriptedWorker worker = new ScriptedWorker(index, number);
    dispatcher.workerReady(worker);
    return worker;
  }

  /** Ends a lease that took that long to run. */
  void answer(ScriptedWorker worker, RunChunk chunk, long millis) {
    ChunkTimes times = new ChunkTimes(0, millis * 1_000_000, 0, 0, millis * 1_000_000, 0, 0);
    dispatcher.itemsDone(
        worker,
        new ItemsDone(
            chunk.job(),
            chunk.lease(),
            true,
            times,
            LongRuns.from(0, 1),
            LongRuns.repeat(1, 1),
            Blocks.of(List.of("r")),
            List.of()),
        50);
  }

  /** Makes the dispatcher think that this worker's chunks are short. */
  void warmUp(Job job, ScriptedWorker worker) {
    job.submit();
    answer(worker, worker.lastChunk(), 1);
  }
}
