package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import io.processpool.task.Shared;
import io.processpool.task.TaskFunction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One array for many items: sent with each, or shared. */
final class Share implements Workload {

  private static final int ITEMS = 1000;

  private final Pool pool = Pool.open(2);
  private final float[] array;
  private final int sentItems;

  /**
   * Opens the pool.
   *
   * @param bytes how large the array is
   * @param sentItems how many of the items are really sent; the time is scaled up to all
   */
  Share(int bytes, int sentItems) {
    this.array = new float[bytes / Float.BYTES];
    this.sentItems = sentItems;
    Arrays.fill(array, 1);
  }

  private record Run(double seconds, double bytes) {}

  @Override
  public Map<String, Double> sample() {
    long begin = System.nanoTime();
    Shared<float[]> shared = pool.share(array);
    List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();
    Run handles = run(begin, i -> shared.get()[i], items, JobOptions.defaults());
    Run copies =
        run(
            System.nanoTime(),
            (float[] each) -> each[0],
            Collections.nCopies(sentItems, array),
            JobOptions.defaults());
    return Map.of(
        "shared", handles.seconds(),
        "sent", copies.seconds() * ITEMS / sentItems,
        "wireMiB", handles.bytes() / (1 << 20));
  }

  private <T> Run run(
      long begin, TaskFunction<T, Float> function, List<T> items, JobOptions options) {
    try (Results<Float> results = pool.imapUnordered(function, items, options)) {
      int count = 0;
      while (results.hasNext()) {
        results.next();
        count++;
      }
      Expect.equal("results", items.size(), count);
      return new Run(Seconds.since(begin), results.report().ipc().bytesOut());
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
