package io.processpool.cli.lesson.isolation;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** What a task can do to the JVM it runs in. */
enum Blow {
  /** Somebody else's code decides that the program is over. */
  EXIT("System.exit(7)") {
    @Override
    void strike() {
      System.exit(7);
    }
  },

  /** Takes memory until there is none. */
  OUT_OF_MEMORY("OutOfMemoryError") {
    @Override
    void strike() {
      List<byte[]> hoard = new ArrayList<>();
      while (hoard.size() < Integer.MAX_VALUE) {
        hoard.add(new byte[1 << 20]);
      }
    }
  },

  /** What a mistake in native code does; here the JVM itself is made to read address 0. */
  CRASH("native crash") {
    @Override
    void strike() throws ReflectiveOperationException {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      var unused = type.getMethod("getLong", long.class).invoke(field.get(null), 0L);
    }
  },

  /** Never ends, and does not listen to an interrupt either. */
  ENDLESS_LOOP("endless loop") {
    @Override
    void strike() {
      long turns = 0;
      while (turns >= 0) {
        turns = (turns + 1) & Long.MAX_VALUE;
      }
    }
  };

  private static final int VICTIM = 7;

  private final String title;

  Blow(String title) {
    this.title = title;
  }

  abstract void strike() throws ReflectiveOperationException;

  /** The task: the square of every item but one, which never gets that far. */
  int squareOrStrike(int item) throws ReflectiveOperationException {
    if (item == VICTIM) {
      strike();
    }
    return item * item;
  }

  boolean isVictim(long item) {
    return item == VICTIM;
  }

  String title() {
    return title;
  }
}
