package io.processpool.environment;

import io.processpool.Pool;
import java.util.List;

/** The smallest program with a pool; one class file, so that tests can put it anywhere. */
public final class SquaresMain {

  static final String OUTPUT = "[1, 4, 9]\n";

  private SquaresMain() {}

  /** Prints {@link #OUTPUT}. */
  public static void main(String[] arguments) {
    try (Pool pool = Pool.open(1)) {
      System.out.println(pool.map(x -> x * x, List.of(1, 2, 3)));
    }
  }
}
