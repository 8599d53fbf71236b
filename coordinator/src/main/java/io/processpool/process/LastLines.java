package io.processpool.process;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last lines that a worker printed, for the report of its death. A stream that prints much
 * leaves the other one half of the place. Thread-safe.
 */
final class LastLines {

  static final int KEPT_LINES = 40;
  static final int KEPT_CHARS = 1000;

  private record Line(long number, String text) {}

  private final Object lock = new Object();

  // Guarded by lock.
  private final Deque<Line> out = new ArrayDeque<>();
  private final Deque<Line> err = new ArrayDeque<>();
  private long read;

  void add(StdStream stream, String line) {
    String kept = line.length() <= KEPT_CHARS ? line : line.substring(0, KEPT_CHARS) + "…";
    synchronized (lock) {
      of(stream).addLast(new Line(read++, kept));
      if (out.size() + err.size() > KEPT_LINES) {
        (out.size() > err.size() ? out : err).removeFirst();
      }
    }
  }

  /** In the order in which they were read. */
  List<String> copy() {
    synchronized (lock) {
      return Stream.concat(out.stream(), err.stream())
          .sorted(Comparator.comparingLong(Line::number))
          .map(Line::text)
          .toList();
    }
  }

  private Deque<Line> of(StdStream stream) {
    return stream == StdStream.OUT ? out : err;
  }
}
