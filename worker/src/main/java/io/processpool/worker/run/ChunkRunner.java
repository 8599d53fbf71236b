package io.processpool.worker.run;

import static java.util.Objects.requireNonNull;

import io.processpool.concurrent.Ticker;
import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemFailure.Part;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.TimedOut;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.ItemsDone;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnreadableException;
import io.processpool.payload.UnsendableException;
import io.processpool.task.TaskScope;
import io.processpool.task.WorkerInitializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The task thread's work: takes chunks from the inbox and runs their items one by one. Jobs, chunks
 * and cancellations come from the event loop; everything else happens on the task thread.
 */
public final class ChunkRunner {

  /** Large enough for the deepest graph that the payload limits let through. */
  public static final long STACK_BYTES = 16 << 20;

  private final WorkerIdentity worker;
  private final ItemSlot slot;
  private final Ticker ticker;
  private final ChunkInbox inbox = new ChunkInbox();
  private final JobTable jobs = new JobTable();
  private final InterruptGate gate = new InterruptGate();
  private final BlockDecoder decoder;
  private final FailureCapture failures;
  private final ResultBuffer results;
  private final ResultSink sink;
  private final ItemWatch watch;
  private final DamageListener damage;

  // Confined to the task thread: where the time of the running chunk goes.
  private long decodeNanos;
  private long computeNanos;
  private long encodeNanos;

  /** A runner for one worker; {@link #run} is to be called on its task thread. */
  public ChunkRunner(WorkerIdentity worker, Settings settings, Ports ports) {
    this.worker = worker;
    this.slot = ports.slot();
    this.ticker = ports.ticker();
    this.sink = ports.sink();
    this.watch = ports.watch();
    this.damage = ports.damage();
    PayloadSettings payload = settings.payload();
    this.decoder = new BlockDecoder(payload);
    this.failures = new FailureCapture(new BlockEncoder(payload));
    this.results =
        new ResultBuffer(
            new BlockEncoder(payload),
            ports.sink(),
            ports.timer(),
            ports.ticker(),
            new ResultBuffer.Limits(settings.flushBytes(), settings.flushNanos()));
  }

  /** How values are coded and when results are sent on before their chunk ends. */
  public record Settings(PayloadSettings payload, int flushBytes, long flushNanos) {}

  /** What the runner talks to. */
  public record Ports(
      ResultSink sink,
      FlushTimer timer,
      ItemSlot slot,
      Ticker ticker,
      ItemWatch watch,
      DamageListener damage) {}

  /** A job begins here. Event loop. */
  public void open(OpenJob job) {
    jobs.open(job);
  }

  /** Takes a chunk of an open job. Event loop. */
  public void submit(RunChunk chunk) {
    inbox.put(chunk, ticker.nanos());
  }

  /** Begins no further item of a job; the running one is told. Event loop. */
  public void cancel(int job, boolean interrupt) {
    OpenedJob cancelled = jobs.find(job);
    if (cancelled != null) {
      cancelled.cancel();
      if (interrupt) {
        gate.interrupt(job);
      }
    }
  }

  /** Forgets a job. Event loop. */
  public void close(int job) {
    jobs.close(job);
  }

  /** Ends {@link #run} when all chunks before are done. Any thread. */
  public void end() {
    inbox.end();
  }

  /**
   * Runs the initializer, if there is one.
   *
   * @throws Exception what it threw, or why it could not be rebuilt
   */
  public void initialize(PayloadBlock initializer) throws Exception {
    if (initializer.count() == 0) {
      return;
    }
    WorkerInitializer hook =
        requireNonNull((WorkerInitializer) decoder.decode(initializer, 0), "initializer");
    ItemContext context = new ItemContext(worker, null, -1, 1, new StopFlag());
    TaskScope.bind(context);
    try {
      hook.initialize(context);
    } finally {
      TaskScope.bind(null);
    }
  }

  /**
   * Runs chunks until {@link #end}.
   *
   * @return false if the worker must not go on because an item ran over its limit; whoever watched
   *     it ends the process
   */
  public boolean run() {
    try (CpuMeter meter = CpuMeter.ofThisThread(ticker)) {
      return run(meter);
    }
  }

  private boolean run(CpuMeter meter) {
    while (true) {
      long idleSince = ticker.nanos();
      ChunkInbox.Arrival arrival = next();
      RunChunk chunk = arrival.chunk();
      if (chunk == null) {
        return true;
      }
      long waited = ticker.nanos() - idleSince;
      if (!runChunk(chunk, arrival.nanos(), waited, meter)) {
        return false;
      }
    }
  }

  private ChunkInbox.Arrival next() {
    while (true) {
      try {
        return inbox.take();
      } catch (InterruptedException e) {
        // A task left its thread interrupted, or a helper of it came late; the wait goes on.
      }
    }
  }

  private boolean runChunk(RunChunk chunk, long arrived, long waited, CpuMeter meter) {
    decodeNanos = 0;
    computeNanos = 0;
    encodeNanos = 0;
    results.begin(chunk.job(), chunk.lease());
    OpenedJob job = jobs.find(chunk.job());
    for (int i = 0; i < chunk.indexes().length && job != null && !job.isCancelled(); i++) {
      slot.publish(chunk.lease(), i);
      if (i > 0) {
        results.itemBegins();
      }
      if (!runItem(new Item(job, chunk, i))) {
        return false; // the slot goes on naming the late item: none behind it has begun
      }
    }
    slot.publish(chunk.lease(), chunk.indexes().length); // all have begun, if not all are answered
    long residence = ticker.nanos() - arrived;
    CpuMeter.Usage usage = meter.sinceLast();
    results.end(
        new ChunkTimes(
            decodeNanos,
            computeNanos,
            encodeNanos,
            waited,
            residence,
            usage.cpu(),
            usage.coreWait()));
    return true;
  }

  /** Whether the worker may go on. */
  private boolean runItem(Item item) {
    boolean limited = item.limitNanos() > 0;
    if (limited) {
      watch.begins(item);
    }
    Throwable damaging = run(item);
    boolean goOn = !limited || watch.ends();
    if (damaging != null) {
      results.flush();
      damage.damaged(damaging);
    }
    return goOn;
  }

  /** Runs an item and settles it; what is returned has damaged the JVM. */
  private @Nullable Throwable run(Item item) {
    long start = ticker.nanos();
    OpenedJob job = item.job;
    FunctionCall call = job.call(decoder);
    if (call == null) {
      results.add(new Unsent(item.position, Part.FUNCTION, requireNonNull(job.unreadable())));
      return null;
    }
    Object argument;
    try {
      argument = decoder.decode(item.chunk.items(), item.position);
    } catch (UnreadableException e) {
      results.add(new Unsent(item.position, Part.ARGUMENT, e.problem()));
      return null;
    }
    long decoded = ticker.nanos();
    decodeNanos += decoded - start;
    gate.enter(item.chunk.job());
    if (job.isCancelled()) { // since the last look, with an interrupt that found nothing running
      gate.leave();
      return null;
    }
    TaskScope.bind(item.context(worker));
    Object value = null;
    Throwable thrown = null;
    try {
      value = call.call(argument);
    } catch (Throwable e) { // whatever the user's code throws is that item's failure
      thrown = e;
    }
    gate.leave();
    TaskScope.bind(null);
    settle(item.position, value, thrown, ticker.nanos() - decoded);
    return thrown != null && Damage.isLasting(thrown) ? thrown : null;
  }

  private void settle(
      int position, @Nullable Object value, @Nullable Throwable thrown, long nanos) {
    computeNanos += nanos;
    long start = ticker.nanos();
    if (thrown != null) {
      results.add(new TaskThrew(position, nanos, failures.capture(thrown)));
    } else {
      try {
        results.add(position, nanos, value);
      } catch (UnsendableException e) {
        results.add(new Unsent(position, Part.RESULT, e.problem()));
      }
    }
    encodeNanos += ticker.nanos() - start;
  }

  /** The item that runs, for who watches it. */
  private final class Item implements ItemWatch.RunningItem {

    private final OpenedJob job;
    private final RunChunk chunk;
    private final int position;
    private final StopFlag stop = new StopFlag();
    private final Thread runner = Thread.currentThread();

    Item(OpenedJob job, RunChunk chunk, int position) {
      this.job = job;
      this.chunk = chunk;
      this.position = position;
    }

    ItemContext context(WorkerIdentity identity) {
      return new ItemContext(
          identity, job, chunk.indexes()[position], chunk.attempts()[position], stop);
    }

    @Override
    public long limitNanos() {
      return job.taskLimitNanos();
    }

    @Override
    public void expire() {
      TimedOut late = new TimedOut(position, job.taskLimitNanos(), List.of(runner.getStackTrace()));
      stop.raise();
      results.flushIfFree();
      sink.itemsDone(
          new ItemsDone(
              chunk.job(),
              chunk.lease(),
              false,
              ChunkTimes.NONE,
              new int[0],
              new long[0],
              PayloadBlock.EMPTY,
              List.of(late)));
      runner.interrupt();
    }
  }
}
