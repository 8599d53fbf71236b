package io.processpool.worker.run;

import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.SpinWait.Attempt;
import io.processpool.concurrent.Ticker;
import io.processpool.message.RunChunk;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Chunks that wait for the task thread. The coordinator sends only a few ahead, so it has no bound
 * of its own.
 */
final class ChunkInbox {

  /** A chunk and when it came; the end of work if there is no chunk. */
  record Arrival(@Nullable RunChunk chunk, long nanos) {
    boolean isOf(long lease) {
      return chunk != null && chunk.lease() == lease;
    }
  }

  private final BlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();

  private final SpinWait spin;
  private final Ticker ticker;

  ChunkInbox(SpinWait spin, Ticker ticker) {
    this.spin = spin;
    this.ticker = ticker;
  }

  void put(RunChunk chunk, long nanos) {
    queue.add(new Arrival(chunk, nanos));
  }

  /** Takes back a chunk that was not taken; whether it was there. */
  boolean recall(long lease) {
    return queue.removeIf(arrival -> arrival.isOf(lease));
  }

  /** No chunk comes after those that wait. */
  void end() {
    queue.add(new Arrival(null, 0));
  }

  Arrival take() throws InterruptedException {
    Attempt attempt = queue.isEmpty() ? spin.until(() -> !queue.isEmpty()) : Attempt.CAME;
    long begun = ticker.nanos();
    Arrival arrival = queue.take(); // what was there may have been recalled since
    if (attempt == Attempt.LEFT_OUT) {
      spin.lay(ticker.nanos() - begun);
    }
    return arrival;
  }
}
