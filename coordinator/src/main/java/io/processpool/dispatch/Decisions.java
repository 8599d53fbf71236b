package io.processpool.dispatch;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The dispatcher's lock: decisions are made under it, and what follows from them is done after. */
final class Decisions {

  private final ReentrantLock lock = new ReentrantLock();

  <T> T ask(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  void decide(Consumer<Effects> decision) {
    Effects effects = new Effects();
    try {
      lock.lock();
      try {
        decision.accept(effects);
      } finally {
        lock.unlock();
      }
    } finally { // what was decided before something failed is waited for
      effects.carryOut();
    }
  }
}
