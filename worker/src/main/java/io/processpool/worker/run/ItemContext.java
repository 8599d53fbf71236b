package io.processpool.worker.run;

import io.processpool.task.WorkerContext;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The context of one item, or of the initializer, which has no job. */
record ItemContext(
    WorkerIdentity worker, @Nullable OpenedJob job, long itemIndex, int attempt, StopFlag stop)
    implements WorkerContext {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  @Override
  public int workerIndex() {
    return worker.index();
  }

  @Override
  public long pid() {
    return worker.pid();
  }

  @Override
  public boolean isCancelled() {
    return stop.isRaised() || (job != null && job.isCancelled());
  }

  @Override
  public Map<String, Object> state() {
    return worker.state();
  }

  /**
   * Mixes seed and index as SplittableRandom mixes its own state: Steele, Lea, Flood, OOPSLA 2014.
   */
  @Override
  public RandomGenerator random() {
    long seed = job == null ? worker.index() : job.seed();
    long mixed = (seed ^ GOLDEN_GAMMA) + GOLDEN_GAMMA * (itemIndex + 1);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return new SplittableRandom(mixed ^ (mixed >>> 31));
  }
}
