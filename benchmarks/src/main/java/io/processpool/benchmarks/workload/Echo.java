package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import java.util.Map;

/** A byte array to a worker and back, again and again. */
final class Echo implements Workload {

  /** So many bytes, or so many calls, make a sample. */
  private static final long ENOUGH_BYTES = 64L << 20;

  private static final int ENOUGH_CALLS = 200;

  private final Pool pool = Pool.open(2);
  private final byte[] array;

  Echo(int bytes) {
    array = new byte[bytes];
  }

  @Override
  public Map<String, Double> sample() {
    int calls = (int) Math.max(1, Math.min(ENOUGH_CALLS, ENOUGH_BYTES / array.length));
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      byte[] back = pool.apply(x -> x, array);
      nanos[i] = System.nanoTime() - begin;
      Expect.equal("length", array.length, back.length);
    }
    double seconds = Seconds.median(nanos);
    return Map.of("seconds", seconds, "bytesPerSecond", 2.0 * array.length / seconds);
  }

  @Override
  public void close() {
    pool.close();
  }
}
