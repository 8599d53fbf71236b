package io.processpool.worker.guard;

import io.processpool.concurrent.Ticker;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.worker.run.ResultSink;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the memory behind the last answer of each chunk, and tells once when it has grown too
 * much since the first. What looks like growth may be garbage, so it is confirmed by a collection:
 * at most one a second and a twentieth of the time. Confined to the task thread, which alone sends
 * last answers.
 */
public final class GrowthWatch implements ResultSink {

  private static final long LEAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSES_PER_COLLECTION = 20;

  private final ResultSink sink;
  private final Memory memory;
  private final Ticker ticker;
  private final long mostBytes;
  private final Consumer<Grown> grown;
  private long baseBytes = -1;
  private long nextNanos;
  private boolean told;

  GrowthWatch(
      ResultSink sink, Memory memory, Ticker ticker, long mostBytes, Consumer<Grown> grown) {
    this.sink = sink;
    this.memory = memory;
    this.ticker = ticker;
    this.mostBytes = mostBytes;
    this.grown = grown;
    this.nextNanos = ticker.nanos();
  }

  /**
   * A sink that passes answers on and watches the memory of this JVM.
   *
   * @param sink gets the answers
   * @param mostBytes by how much it may grow; 0 for any amount, with nothing to watch
   * @param grown told once, on the task thread
   */
  public static ResultSink over(ResultSink sink, long mostBytes, Consumer<Grown> grown) {
    return mostBytes == 0
        ? sink
        : new GrowthWatch(sink, Memory.ofThisJvm(), Ticker.SYSTEM, mostBytes, grown);
  }

  @Override
  public void itemsDone(ItemsDone done) {
    sink.itemsDone(done);
    if (done.last() && !told) {
      look();
    }
  }

  @Override
  public void flush() {
    sink.flush();
  }

  private void look() {
    sink.flush(); // what is answered does not wait for a collection
    if (baseBytes < 0) {
      memory.collect();
      baseBytes = memory.heldBytes();
      return;
    }
    long start = ticker.nanos();
    if (start - nextNanos < 0 || memory.heldBytes() - baseBytes <= mostBytes) {
      return;
    }
    memory.collect();
    long end = ticker.nanos();
    nextNanos = end + Math.max(LEAST_PAUSE_NANOS, PAUSES_PER_COLLECTION * (end - start));
    long held = memory.heldBytes();
    if (held - baseBytes > mostBytes) {
      told = true;
      grown.accept(new Grown(baseBytes, held));
    }
  }
}
