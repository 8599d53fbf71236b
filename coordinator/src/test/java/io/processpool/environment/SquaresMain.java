package io.processpool.environment;

import io.processpool.Pool;
import java.util.List;

/** The smallest program with a pool; one class file, so that tests can put it anywhere. */
public final class SquaresMain {

  static final String OUTPUT = "[1, 4, 9]\n";

  private SquaresMain() {}

  /** Prints {@link #OUTPUT}; the argument, if any, is the number of workers. */
  public static void main(String[] arguments) {
    int workers = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
    try (Pool pool = Pool.open(workers)) {
      System.out.println(pool.map(x -> x * x, List.of(1, 2, 3)));
    }
  }
}
