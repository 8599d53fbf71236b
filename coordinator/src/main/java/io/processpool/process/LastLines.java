package io.processpool.process;

import java.util.ArrayDeque;
import java.util.List;

/** The last lines that a worker printed, for the report of its death. Thread-safe. */
final class LastLines {

  static final int KEPT_LINES = 40;
  static final int KEPT_CHARS = 1000;

  private final Object lock = new Object();

  /** Guarded by {@link #lock}. */
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  void add(String line) {
    String kept = line.length() <= KEPT_CHARS ? line : line.substring(0, KEPT_CHARS) + "…";
    synchronized (lock) {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.addLast(kept);
    }
  }

  List<String> copy() {
    synchronized (lock) {
      return List.copyOf(lines);
    }
  }
}
