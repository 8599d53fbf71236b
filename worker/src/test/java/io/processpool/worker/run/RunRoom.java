package io.processpool.worker.run;

import io.processpool.concurrent.Ticker;
import io.processpool.message.CallShape;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemsDone;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnreadableException;
import io.processpool.payload.UnsendableException;
import io.processpool.runs.LongRuns;
import io.processpool.task.TaskFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A worker's run room without a process: a clock that is set by hand, a timer that is fired. */
final class RunRoom implements Ticker {

  static final int FLUSH_BYTES = 1_000;
  static final long FLUSH_NANOS = 5_000_000;
  static final PayloadSettings PAYLOAD = PayloadSettings.defaults(RunRoom.class.getClassLoader());

  /** The room of the running test, for functions that have to reach it. */
  static @Nullable RunRoom current;

  final List<ItemsDone> sent = new CopyOnWriteArrayList<>();

  /** How many messages had been taken whenever they were sent on. */
  final List<Integer> flushedAt = new CopyOnWriteArrayList<>();

  final Queue<Runnable> timers = new ConcurrentLinkedQueue<>();
  final List<Throwable> damage = new CopyOnWriteArrayList<>();
  final ChunkRunner runner;

  /** The limit of jobs that are opened from now on. */
  long taskLimitMicros;

  /** The item that is watched, and whether the worker may go on after it. */
  volatile ItemWatch.@Nullable RunningItem watched;

  volatile boolean goOn = true;
  private volatile long nanos = 1L << 50;

  RunRoom() {
    this(ItemSlot.unobserved());
  }

  RunRoom(ItemSlot slot) {
    runner =
        new ChunkRunner(
            WorkerIdentity.of(2, 4711),
            new ChunkRunner.Settings(PAYLOAD, null, FLUSH_BYTES, FLUSH_NANOS, 0),
            new ChunkRunner.Ports(
                sink(), (delay, task) -> timers.add(task), slot, this, watch(), damage::add));
    current = this;
  }

  private ResultSink sink() {
    return new ResultSink() {
      @Override
      public void itemsDone(ItemsDone done) {
        sent.add(done);
      }

      @Override
      public void flush() {
        flushedAt.add(sent.size());
      }
    };
  }

  private ItemWatch watch() {
    return new ItemWatch() {
      @Override
      public void begins(RunningItem item) {
        watched = item;
      }

      @Override
      public boolean ends() {
        watched = null;
        return goOn;
      }
    };
  }

  static RunRoom current() {
    return java.util.Objects.requireNonNull(current);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  void advance(long passed) {
    nanos += passed;
  }

  /** Fires the timers that are set now; what they set anew waits. */
  void fireTimers() {
    Queue<Runnable> due = new ArrayDeque<>(timers);
    timers.removeAll(due);
    due.forEach(Runnable::run);
  }

  void open(int job, TaskFunction<?, ?> function) {
    open(job, CallShape.FUNCTION, function);
  }

  void open(int job, CallShape shape, Object function) {
    runner.open(new OpenJob(job, shape, 17, taskLimitMicros, block(function)));
  }

  void submit(int job, long lease, @Nullable Object... items) {
    submit(job, lease, block(items));
  }

  void submit(int job, long lease, PayloadBlock items) {
    LongRuns indexes = LongRuns.from(100, items.count());
    LongRuns attempts = LongRuns.repeat(1, items.count());
    runner.submit(new RunChunk(job, lease, indexes, attempts, items));
  }

  /** Runs on this thread what was submitted. */
  void runAll() {
    runner.end();
    runner.run();
  }

  static PayloadBlock block(@Nullable Object... values) {
    BlockEncoder encoder = new BlockEncoder(PAYLOAD);
    for (Object value : values) {
      try {
        encoder.add(value);
      } catch (UnsendableException e) {
        throw new AssertionError(e);
      }
    }
    return encoder.finish();
  }

  /** All results that were sent, in that order. */
  List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    BlockDecoder decoder = new BlockDecoder(PAYLOAD);
    for (ItemsDone done : sent) {
      for (int i = 0; i < done.values().count(); i++) {
        try {
          values.add(decoder.decode(done.values(), i));
        } catch (UnreadableException e) {
          throw new AssertionError(e);
        }
      }
    }
    return values;
  }

  List<Integer> positions() {
    return sent.stream()
        .flatMap(done -> Arrays.stream(done.positions().toArray()).mapToObj(i -> (int) i))
        .toList();
  }

  List<ItemFailure> failures() {
    return sent.stream().flatMap(done -> done.failures().stream()).toList();
  }
}
