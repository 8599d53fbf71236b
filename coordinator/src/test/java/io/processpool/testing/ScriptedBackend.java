package io.processpool.testing;

import static java.util.Objects.requireNonNull;

import io.processpool.api.IpcCounters;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerDeath;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkBackend;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ItemsDone;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A backend that keeps chunks until the test says what becomes of them. For one job. */
public final class ScriptedBackend implements ChunkBackend, JobHandle {

  public static final WorkerRef WORKER = new WorkerRef(0, 7, 4711);

  public final Deque<Chunk> open = new ArrayDeque<>();
  public final List<Chunk> sent = new ArrayList<>();
  public final List<String> calls = new ArrayList<>();
  private final int workers;
  private @Nullable ChunkListener listener;
  private boolean cancelled;

  /** Runs when a chunk arrives. */
  public Runnable onSubmit = () -> {};

  /** Runs when the job is closed. */
  public Runnable onClose = () -> {};

  public ScriptedBackend(int workers) {
    this.workers = workers;
  }

  @Override
  public JobHandle openJob(JobSpec spec, ChunkListener told) {
    listener = told;
    return this;
  }

  private ChunkListener listener() {
    return requireNonNull(listener, "listener");
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public long readyNanos() {
    return 0;
  }

  @Override
  public void submit(Chunk chunk) {
    sent.add(chunk);
    if (cancelled) {
      listener().ended(chunk, new ChunkOutcome.Cancelled());
      return;
    }
    open.add(chunk);
    onSubmit.run();
  }

  @Override
  public void cancel(boolean interrupt) {
    calls.add("cancel " + interrupt);
    cancelled = true;
  }

  @Override
  public void close() {
    calls.add("close");
    onClose.run();
  }

  @Override
  public Map<WorkerRef, IpcCounters> traffic() {
    return Map.of();
  }

  /** Answers the oldest chunk: each result is its item's index, as text. */
  public void answerNext() {
    answer(open.remove());
  }

  public void answer(Chunk chunk) {
    int[] positions = IntStream.range(0, chunk.size()).toArray();
    List<String> values = new ArrayList<>();
    for (long index : chunk.indexes().toArray()) {
      values.add("v" + index);
    }
    say(chunk, Blocks.done(1, true, positions, values));
    complete(chunk);
  }

  public void say(Chunk chunk, ItemsDone done) {
    listener().itemsDone(chunk, WORKER, done);
  }

  public void complete(Chunk chunk) {
    open.remove(chunk);
    listener().ended(chunk, new ChunkOutcome.Completed(WORKER, Blocks.TIMES, 3_000_000));
  }

  public void lose(Chunk chunk, int running) {
    open.remove(chunk);
    listener().ended(chunk, new ChunkOutcome.Lost(WORKER, running, death()));
  }

  public void refuse(Chunk chunk, String why) {
    open.remove(chunk);
    listener().ended(chunk, new ChunkOutcome.Refused(() -> new PoolException("p1", why, null)));
  }

  public static WorkerDeath death() {
    return new WorkerDeath(
        0, 4711, 137, "killed by signal 9", List.of(), Optional.empty(), Optional.empty());
  }
}
