package io.processpool.benchmarks.workload;

import io.processpool.Pool;
import java.util.List;

/** A whole program around one trivial map. */
public final class FirstResult {

  private FirstResult() {}

  /**
   * Opens a pool of two, maps, prints, closes.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    try (Pool pool = Pool.open(2)) {
      System.out.println(pool.map(x -> x + 1, List.of(1, 2, 3)));
    }
  }
}
