package io.processpool.environment;

import io.processpool.Pool;

/** A program that is not over before each of its workers has started; one class file. */
public final class EveryWorkerMain {

  private EveryWorkerMain() {}

  /** Prints how many workers answered; the argument is their number. */
  public static void main(String[] arguments) {
    try (Pool pool = Pool.open(Integer.parseInt(arguments[0]))) {
      System.out.println(pool.broadcast(() -> 1).size());
    }
  }
}
