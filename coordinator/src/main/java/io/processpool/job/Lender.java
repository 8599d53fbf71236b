package io.processpool.job;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lends things that are costly to make. Thread-safe. */
final class Lender<C> {

  private static final int KEPT = 16;

  private final Supplier<C> maker;

  /** The one that came back last, mostly the only one: quicker to take than from a queue. */
  private final AtomicReference<@Nullable C> first = new AtomicReference<>();

  private final Queue<C> others = new ArrayBlockingQueue<>(KEPT);

  Lender(Supplier<C> maker) {
    this.maker = maker;
  }

  C take() {
    C lent = first.getAndSet(null);
    if (lent == null) {
      lent = others.poll();
    }
    return lent == null ? maker.get() : lent;
  }

  void giveBack(C thing) {
    if (!first.compareAndSet(null, thing)) {
      others.offer(thing); // unless there are many
    }
  }
}
