package io.processpool.trace;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.ChunkOutcome.Completed;
import io.processpool.backend.ChunkOutcome.Lost;
import io.processpool.backend.WorkerRef;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chunk from its way to the backend until it ended. Immutable, but for its event, which belongs
 * to whoever ends it.
 */
public final class ChunkSpan {

  private final Chunk chunk;
  private final long beginNanos;
  private final @Nullable ChunkEvent event;

  private ChunkSpan(Chunk chunk, long beginNanos, @Nullable ChunkEvent event) {
    this.chunk = chunk;
    this.beginNanos = beginNanos;
    this.event = event;
  }

  /** A chunk is on its way. */
  public static ChunkSpan begin(Chunk chunk, long nanos) {
    ChunkEvent event = null;
    if (Recorder.isOn()) {
      event = new ChunkEvent();
      event.begin();
    }
    return new ChunkSpan(chunk, nanos, event);
  }

  /** The chunk. */
  public Chunk chunk() {
    return chunk;
  }

  /** When it began, on the pool's ticker. */
  public long beginNanos() {
    return beginNanos;
  }

  /** The chunk ended; tells the flight recorder, if that took long enough to be of interest. */
  public void end(String pool, Supplier<String> job, ChunkOutcome outcome) {
    if (event == null || !event.shouldCommit()) {
      return;
    }
    event.pool = pool;
    event.job = job.get();
    event.chunk = chunk.id().number();
    event.outcome = outcome.getClass().getSimpleName();
    event.items = chunk.size();
    event.argumentBytes = chunk.items().weight();
    event.attempt = (int) chunk.attempts().get(0);
    if (outcome instanceof Completed completed) {
      ran(event, completed.worker());
      event.turnaround = completed.turnaroundNanos();
      event.decode = completed.times().decode();
      event.compute = completed.times().compute();
      event.encode = completed.times().encode();
    } else if (outcome instanceof Lost lost) {
      ran(event, lost.worker());
    }
    event.commit();
  }

  private static void ran(ChunkEvent event, WorkerRef worker) {
    event.worker = worker.index();
    event.workerPid = worker.pid();
  }
}
