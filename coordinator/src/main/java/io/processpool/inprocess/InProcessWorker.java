package io.processpool.inprocess;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import io.processpool.backend.WorkerRef;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.dispatch.Dispatcher;
import io.processpool.dispatch.WorkerClient;
import io.processpool.message.CancelJob;
import io.processpool.message.CloseJob;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RecallChunk;
import io.processpool.message.RunChunk;
import io.processpool.payload.PayloadSettings;
import io.processpool.worker.run.ChunkRunner;
import io.processpool.worker.run.ItemSlot;
import io.processpool.worker.run.WorkerIdentity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that is a thread: messages go straight to its runner. Thread-safe. */
final class InProcessWorker implements WorkerClient {

  private static final Logger LOG = LoggerFactory.getLogger(InProcessWorker.class);
  private static final int FLUSH_BYTES = 64 << 10;
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final WorkerRef ref;
  private final Dispatcher dispatcher;
  private final ScheduledExecutorService timer;
  private final ChunkRunner runner;
  private final AtomicLong items = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile @Nullable Thread thread;

  /** Makes a worker whose answers go to the dispatcher. */
  InProcessWorker(
      WorkerRef ref,
      PayloadSettings payload,
      Dispatcher dispatcher,
      ScheduledExecutorService timer,
      Ticker ticker) {
    this.ref = ref;
    this.dispatcher = dispatcher;
    this.timer = timer;
    this.runner =
        new ChunkRunner(
            WorkerIdentity.of(ref.index(), ref.pid()),
            new ChunkRunner.Settings(payload, null, FLUSH_BYTES, FLUSH_NANOS, 0),
            new ChunkRunner.Ports(
                this::answered,
                (nanos, task) -> timer.schedule(task, nanos, TimeUnit.NANOSECONDS),
                ItemSlot.unobserved(),
                ticker,
                new TimerWatch(timer),
                this::damaged));
  }

  private void damaged(Throwable thrown) {
    LOG.warn("in-process worker {} goes on after {}; a process would not", ref.index(), thrown);
  }

  private void answered(ItemsDone done) {
    items.addAndGet(done.positions().size() + done.failures().size());
    dispatcher.itemsDone(this, done, 0);
  }

  /** Starts the thread, which runs chunks if it began well; where it breaks, so does the pool. */
  void start(NamedThreads threads, BooleanSupplier begin, Consumer<Throwable> broken) {
    thread =
        threads.start("task-" + ref.index(), ChunkRunner.STACK_BYTES, () -> work(begin, broken));
  }

  private void work(BooleanSupplier begin, Consumer<Throwable> broken) {
    try {
      if (begin.getAsBoolean()) {
        runner.run();
      }
    } catch (Throwable e) { // no memory to code a value, for example
      broken.accept(e);
    } finally {
      ended.complete(null);
    }
  }

  void initialize(PayloadBlock initializer) throws Exception {
    runner.initialize(initializer);
  }

  @Override
  public WorkerRef ref() {
    return ref;
  }

  @Override
  public long offer(Message message) {
    if (message instanceof RunChunk chunk) {
      runner.submit(chunk);
    } else if (message instanceof OpenJob open) {
      runner.open(open);
    } else if (message instanceof CancelJob cancel) {
      runner.cancel(cancel.job(), cancel.interrupt());
    } else if (message instanceof RecallChunk recall) {
      if (runner.recall(recall.lease())) {
        timer.execute(() -> dispatcher.returned(this, recall.lease(), 0)); // not under its lock
      }
    } else if (message instanceof CloseJob close) {
      runner.close(close.job());
    }
    return 0;
  }

  @Override
  public void flush() {
    // Messages have arrived when they are offered.
  }

  @Override
  public long bytesRead() {
    return 0; // messages arrive whole
  }

  @Override
  public void kill(String reason) {
    LOG.warn("in-process worker {} cannot be killed: it {}", ref.index(), reason);
  }

  void stop(boolean now) {
    runner.end();
    Thread running = thread;
    if (now && running != null) {
      running.interrupt();
    }
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  WorkerInfo info(boolean busy) {
    WorkerInfo.State state =
        ended.isDone()
            ? WorkerInfo.State.ABSENT
            : busy ? WorkerInfo.State.BUSY : WorkerInfo.State.IDLE;
    return new WorkerInfo(
        ref.index(), ref.number(), ref.pid(), state, items.get(), IpcCounters.ZERO);
  }
}
