package io.processpool.environment;

import io.processpool.Pool;
import java.util.List;

/** Another small program, to tell it from {@link SquaresMain}. */
public final class CubesMain {

  static final String OUTPUT = "[1, 8, 27]\n";

  private CubesMain() {}

  /** Prints {@link #OUTPUT}. */
  public static void main(String[] arguments) {
    try (Pool pool = Pool.open(1)) {
      System.out.println(pool.map(x -> x * x * x, List.of(1, 2, 3)));
    }
  }
}
