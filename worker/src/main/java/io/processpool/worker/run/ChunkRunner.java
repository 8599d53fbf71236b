package io.processpool.worker.run;

import static java.util.Objects.requireNonNull;

import io.processpool.bulk.WorkerFiles;
import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.Ticker;
import io.processpool.message.ChunkTimes;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.task.TaskScope;
import io.processpool.task.WorkerInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The task thread's work: takes chunks from the inbox and runs their items one by one. Jobs, chunks
 * and cancellations come from the event loop; everything else happens on the task thread.
 */
public final class ChunkRunner {

  /** Large enough for the deepest graph that the payload limits let through. */
  public static final long STACK_BYTES = 16 << 20;

  /** The answer of a chunk that took longer does not wait for that of the next one. */
  private static final long QUICK_NANOS = 20_000;

  private final WorkerIdentity worker;
  private final Ticker ticker;
  private final @Nullable WorkerFiles files;
  private final ChunkInbox inbox;
  private final JobTable jobs = new JobTable();
  private final InterruptGate gate = new InterruptGate();
  private final ResultBuffer results;
  private final ItemRunner items;

  /** A runner for one worker; {@link #run} is to be called on its task thread. */
  public ChunkRunner(WorkerIdentity worker, Settings settings, Ports ports) {
    this.worker = worker;
    this.ticker = ports.ticker();
    this.files = settings.files();
    this.inbox = new ChunkInbox(new SpinWait(ports.ticker(), settings.spinNanos()), ports.ticker());
    this.results =
        new ResultBuffer(
            resultEncoder(settings),
            ports.sink(),
            ports.timer(),
            ports.ticker(),
            new ResultBuffer.Limits(settings.flushBytes(), settings.flushNanos()));
    this.items = new ItemRunner(worker, settings, ports, gate, results);
  }

  private static BlockEncoder resultEncoder(Settings settings) {
    BlockEncoder encoder = new BlockEncoder(settings.payload());
    WorkerFiles files = settings.files();
    if (files != null) {
      encoder.writeBulkTo(files.results());
    }
    return encoder;
  }

  /**
   * How values are coded and when results are sent on before their chunk ends.
   *
   * @param payload how values are coded
   * @param files where large arrays lie; {@code null} if they come and go with their values
   * @param flushBytes so many bytes of results are sent on
   * @param flushNanos so long a result waits for others
   * @param spinNanos so long the task thread stays awake for the next chunk
   */
  public record Settings(
      PayloadSettings payload,
      @Nullable WorkerFiles files,
      int flushBytes,
      long flushNanos,
      long spinNanos) {}

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
    inbox.put(
        files == null ? chunk : chunk.with(chunk.items().mapBulk(files.arguments()::open)),
        ticker.nanos());
  }

  /** Begins no further item of a job; the running one is told. Event loop. */
  public void cancel(int job, boolean interrupt) {
    OpenedJob cancelled = jobs.find(job);
    if (cancelled != null) {
      cancelled.cancel();
    }
    if (interrupt) {
      gate.interrupt(job); // its running item may have outlived it
    }
  }

  /** Forgets a chunk, unless it has begun or was never here; whether it did. Event loop. */
  public boolean recall(long lease) {
    return inbox.recall(lease);
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
        requireNonNull((WorkerInitializer) items.decoder().decode(initializer, 0), "initializer");
    ItemContext context = new ItemContext(worker, null, -1, 1, new StopFlag());
    TaskScope.bind(() -> context);
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
    TaskScope.bind(items::context);
    try (CpuMeter meter = CpuMeter.ofThisThread(ticker)) {
      return run(meter);
    } finally {
      TaskScope.bind(null);
    }
  }

  private boolean run(CpuMeter meter) {
    while (true) {
      ChunkInbox.Arrival arrival = inbox.take();
      RunChunk chunk = arrival.chunk();
      if (chunk == null) {
        return true;
      }
      results.begin(chunk.job(), chunk.lease());
      if (!runChunk(chunk, arrival.nanos(), inbox.waitedNanos(), meter)) {
        return false;
      }
    }
  }

  private boolean runChunk(RunChunk chunk, long arrived, long waited, CpuMeter meter) {
    if (!items.run(chunk, jobs.find(chunk.job()))) {
      return false;
    }
    long now = ticker.nanos();
    CpuMeter.Usage usage = meter.sinceLast(now);
    ItemClock clock = items.clock();
    ChunkTimes times =
        new ChunkTimes(
            clock.decodeSum(),
            clock.computeSum(),
            clock.encodeSum(),
            waited,
            now - arrived,
            usage.cpu(),
            usage.coreWait());
    results.end(times, times.busy() < QUICK_NANOS && inbox.hasNext());
    return true;
  }
}
