package io.processpool.benchmarks.micro;

import io.processpool.Pool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call to a worker and back. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RoundTripBenchmark {

  private final Pool pool = Pool.open(2);

  /** Waits for the workers, so that no start is measured. */
  @Setup
  public void start() {
    pool.broadcast(() -> 1);
  }

  /** Ends the workers. */
  @TearDown
  public void close() {
    pool.close();
  }

  /**
   * A no-op.
   *
   * @return its result
   */
  @Benchmark
  public Integer apply() {
    return pool.apply(x -> x, 1);
  }
}
