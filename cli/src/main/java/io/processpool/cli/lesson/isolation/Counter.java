package io.processpool.cli.lesson.isolation;

import java.util.concurrent.atomic.AtomicInteger;

/** State of a class, of which every process has its own. */
final class Counter {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Counter() {}

  static int increment() {
    return COUNT.incrementAndGet();
  }

  static int value() {
    return COUNT.get();
  }
}
