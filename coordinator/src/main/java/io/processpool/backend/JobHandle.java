package io.processpool.backend;

import io.processpool.api.IpcCounters;
import java.util.List;
import java.util.Map;

/** A job at a backend. Thread-safe; no method blocks. */
public interface JobHandle {

  /**
   * Takes a chunk for one attempt. The listener hears of its end exactly once, possibly before this
   * returns.
   */
  void submit(Chunk chunk);

  /** Takes some chunks, each as by itself. */
  default void submit(List<Chunk> chunks) {
    chunks.forEach(this::submit);
  }

  /**
   * Begins no further item. Chunks that wait end as {@link ChunkOutcome.Cancelled} at once; those
   * at a worker end when it has let go of them.
   *
   * @param interrupt whether running items are interrupted too
   */
  void cancel(boolean interrupt);

  /** The job is over: workers forget its function. */
  void close();

  /** What crossed the wire for this job so far, by worker. */
  Map<WorkerRef, IpcCounters> traffic();
}
