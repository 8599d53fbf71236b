package io.processpool.faults;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The ways in which code goes wrong. {@link #happen} does it, in whatever JVM it is called. */
enum CrashKind {
  CHECKED,
  ERROR,
  STACK_OVERFLOW,
  HEAP,
  DIRECT,
  METASPACE,
  EXIT_0,
  EXIT_42,
  HALT_0,
  SEGFAULT,
  KILL,
  LOOP,
  DEADLOCK,
  THREAD;

  /** Lets go of what hangs in this JVM; for those that happen in the test's own. */
  static volatile CountDownLatch release = new CountDownLatch(1);

  /** Whether it ends nothing that the test's own JVM could not spare. */
  boolean isHarmlessHere() {
    return switch (this) {
      case CHECKED, ERROR, STACK_OVERFLOW, HEAP, DIRECT, THREAD -> true;
      default -> false;
    };
  }

  /** Whether the thread it happens on does not come back. */
  boolean hangs() {
    return this == LOOP || this == DEADLOCK;
  }

  /** A checked exception. */
  static final class Mishap extends Exception {
    private static final long serialVersionUID = 1L;

    Mishap() {
      super("mishap");
    }
  }

  void happen() throws Exception {
    switch (this) {
      case CHECKED -> throw new Mishap();
      case ERROR -> throw new Error("broken");
      case STACK_OVERFLOW -> System.out.println(recurse(1));
      case HEAP -> System.out.println(fill().length);
      case DIRECT -> System.out.println(ByteBuffer.allocateDirect(Integer.MAX_VALUE).capacity());
      case METASPACE -> defineClasses();
      case EXIT_0 -> System.exit(0);
      case EXIT_42 -> System.exit(42);
      case HALT_0 -> Runtime.getRuntime().halt(0);
      case SEGFAULT -> readAddressZero();
      case KILL -> killMyself();
      case LOOP -> loop();
      case DEADLOCK -> deadlock();
      case THREAD -> new Thread(CrashKind::awaitRelease, "left behind").start();
      default -> throw new IllegalStateException(name());
    }
  }

  private static long recurse(long depth) {
    return 1 + recurse(depth + 1);
  }

  /** More at once than any heap here has, so that nothing else in this JVM notices. */
  private static long[] fill() {
    return new long[512 << 20];
  }

  /** The same class again and again, each time hidden and held. */
  private static void defineClasses() throws IOException, IllegalAccessException {
    byte[] code;
    try (var in = CrashKind.class.getResourceAsStream("FaultPrograms.class")) {
      code = in.readAllBytes();
    }
    List<Class<?>> all = new ArrayList<>();
    while (true) {
      all.add(
          MethodHandles.lookup()
              .defineHiddenClass(code, false, MethodHandles.Lookup.ClassOption.STRONG)
              .lookupClass());
    }
  }

  /** By reflection, because the compiler warns of the class. */
  private static void readAddressZero() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    var field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("getByte", long.class).invoke(field.get(null), 0L);
  }

  private static void killMyself() throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-9", pid).start().waitFor();
    Thread.sleep(60_000); // the signal comes
  }

  private static void loop() {
    while (release.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void awaitRelease() {
    while (true) {
      try {
        release.await();
        return;
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }

  /** This thread and another each hold what the other wants. */
  private static void deadlock() throws InterruptedException {
    Object mine = new Object();
    Object other = new Object();
    CountDownLatch bothHold = new CountDownLatch(2);
    Thread second = new Thread(() -> holdAndWant(other, mine, bothHold), "other side");
    second.setDaemon(true);
    second.start();
    holdAndWant(mine, other, bothHold);
  }

  private static void holdAndWant(Object held, Object wanted, CountDownLatch bothHold) {
    synchronized (held) {
      bothHold.countDown();
      try {
        bothHold.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      synchronized (wanted) {
        System.out.println("not reached");
      }
    }
  }
}
