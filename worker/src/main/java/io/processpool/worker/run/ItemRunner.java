package io.processpool.worker.run;

import static java.util.Objects.requireNonNull;

import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemFailure.Part;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.TimedOut;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.UnreadableException;
import io.processpool.payload.UnsendableException;
import io.processpool.runs.LongRuns;
import io.processpool.task.WorkerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the items of a chunk one by one and settles each. Confined to the task thread. */
final class ItemRunner {

  private static final StopFlag NEVER = new StopFlag();

  private final WorkerIdentity worker;
  private final ItemSlot slot;
  private final InterruptGate gate;
  private final BlockDecoder decoder;
  private final FailureCapture failures;
  private final ResultBuffer results;
  private final ResultSink sink;
  private final ItemWatch watch;
  private final DamageListener damage;
  private final ItemClock clock;
  private final ArrayRoom room = new ArrayRoom();

  // The item that runs: none, or at this position of this chunk.
  private @Nullable OpenedJob job;
  private @Nullable RunChunk chunk;
  private int position;
  private boolean running;
  private StopFlag stop = NEVER;
  private @Nullable WorkerContext context;

  ItemRunner(
      WorkerIdentity worker,
      ChunkRunner.Settings settings,
      ChunkRunner.Ports ports,
      InterruptGate gate,
      ResultBuffer results) {
    this.worker = worker;
    this.slot = ports.slot();
    this.gate = gate;
    this.decoder = new BlockDecoder(settings.payload());
    this.failures = new FailureCapture(new BlockEncoder(settings.payload()));
    this.results = results;
    this.sink = ports.sink();
    this.watch = ports.watch();
    this.damage = ports.damage();
    this.clock = new ItemClock(ports.ticker(), settings.payload().shared()::readingNanos);
  }

  BlockDecoder decoder() {
    return decoder;
  }

  /** Where the time of the last chunk went. */
  ItemClock clock() {
    return clock;
  }

  /** The context of the item that runs, made when it is asked for; none between items. */
  @Nullable WorkerContext context() {
    RunChunk current = chunk;
    if (!running || current == null) {
      return null;
    }
    if (context == null) {
      context =
          new ItemContext(
              worker,
              job,
              current.indexes().get(position),
              (int) current.attempts().get(position),
              stop);
    }
    return context;
  }

  /**
   * Runs the items of a chunk until the job is cancelled; none if it is closed.
   *
   * @return false if the worker must not go on because an item ran over its limit
   */
  boolean run(RunChunk all, @Nullable OpenedJob opened) {
    clock.chunkBegins();
    int count = all.indexes().size();
    if (opened != null) {
      job = opened;
      chunk = all;
      gate.enter(all.job());
      for (position = 0; position < count && !opened.isCancelled(); position++) {
        slot.publish(all.lease(), position);
        if (!runItem(all, opened)) {
          return false; // the slot goes on naming the late item: none behind it has begun
        }
      }
      measuredTogether(clock.chunkEnds());
      gate.leave();
      job = null;
      chunk = null;
    }
    slot.publish(all.lease(), count); // all have begun, if not all are answered
    return true;
  }

  /** Whether the worker may go on. */
  private boolean runItem(RunChunk all, OpenedJob opened) {
    boolean limited = opened.taskLimitNanos() > 0;
    stop = limited ? new StopFlag() : NEVER;
    if (limited) {
      watch.begins(new LimitedItem(all, opened, position, stop));
    }
    Throwable damaging = runUnlimited(all, opened);
    boolean goOn = !limited || watch.ends();
    if (damaging != null) {
      results.flush();
      damage.damaged(damaging);
    }
    return goOn;
  }

  /** Runs an item and settles it; what is returned has damaged the JVM. */
  private @Nullable Throwable runUnlimited(RunChunk all, OpenedJob opened) {
    measuredTogether(clock.itemBegins(all.items().length(position)));
    FunctionCall call = opened.call(decoder);
    if (call == null) {
      Unsent unsent = new Unsent(position, Part.FUNCTION, requireNonNull(opened.unreadable()));
      results.add(unsent, hasNext(all));
      return null;
    }
    Object argument;
    room.make(all.items().bulkLength(position));
    try {
      argument = decoder.decode(all.items(), position);
    } catch (UnreadableException e) {
      results.add(new Unsent(position, Part.ARGUMENT, e.problem()), hasNext(all));
      return lasting(e);
    }
    clock.decoded();
    if (opened.isCancelled()) { // an interrupt may have come with it, which is not for this item
      return null;
    }
    Object value = null;
    Throwable thrown = null;
    running = true;
    try {
      value = call.call(argument);
    } catch (Throwable e) { // whatever the user's code throws is that item's failure
      thrown = e;
    }
    running = false;
    context = null;
    Thread.interrupted(); // what the item left behind must not reach the next one
    if (thrown == null && !results.rang()) {
      clock.computed();
    } else {
      clock.computedApart();
    }
    return settle(all, value, thrown);
  }

  private static @Nullable Throwable lasting(Throwable thrown) {
    return Damage.isLasting(thrown) ? thrown : null;
  }

  /** What is returned has damaged the JVM. */
  private @Nullable Throwable settle(
      RunChunk all, @Nullable Object value, @Nullable Throwable thrown) {
    boolean more = hasNext(all);
    if (thrown != null) {
      results.add(new TaskThrew(position, clock.compute(), failures.capture(thrown)), more);
      clock.encoded(Integer.MAX_VALUE);
      return lasting(thrown);
    }
    try {
      results.add(position, clock, value, more);
      return null;
    } catch (UnsendableException e) {
      results.add(new Unsent(position, Part.RESULT, e.problem()), more);
      clock.encoded(Integer.MAX_VALUE);
      return lasting(e);
    }
  }

  /** So many items before this one were slower than was thought when they were added. */
  private void measuredTogether(int items) {
    if (items > 0) {
      results.amend(position - items, clock.compute());
    }
  }

  private boolean hasNext(RunChunk all) {
    return position + 1 < all.indexes().size();
  }

  /** An item with a limit, for who watches it. */
  private final class LimitedItem implements ItemWatch.RunningItem {

    private final RunChunk all;
    private final OpenedJob opened;
    private final int place;
    private final StopFlag flag;
    private final Thread runner = Thread.currentThread();

    LimitedItem(RunChunk all, OpenedJob opened, int place, StopFlag flag) {
      this.all = all;
      this.opened = opened;
      this.place = place;
      this.flag = flag;
    }

    @Override
    public long limitNanos() {
      return opened.taskLimitNanos();
    }

    @Override
    public void expire() {
      TimedOut late = new TimedOut(place, limitNanos(), List.of(runner.getStackTrace()));
      flag.raise();
      results.flushIfFree();
      sink.itemsDone(
          new ItemsDone(
              all.job(),
              all.lease(),
              false,
              ChunkTimes.NONE,
              LongRuns.NONE,
              LongRuns.NONE,
              PayloadBlock.EMPTY,
              List.of(late)));
      sink.flush();
      runner.interrupt();
    }
  }
}
