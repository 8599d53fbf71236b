package io.processpool.worker.run;

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
  record Arrival(@Nullable RunChunk chunk, long nanos) {}

  private final BlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();

  void put(RunChunk chunk, long nanos) {
    queue.add(new Arrival(chunk, nanos));
  }

  /** No chunk comes after those that wait. */
  void end() {
    queue.add(new Arrival(null, 0));
  }

  Arrival take() throws InterruptedException {
    return queue.take();
  }
}
