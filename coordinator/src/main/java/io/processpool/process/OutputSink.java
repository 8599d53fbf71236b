package io.processpool.process;

/**
 * Receives what workers print, line by line. Of a stream that prints more than 4 million characters
 * at once, or 1 million a second in the long run, lines are left out; a line in their place says
 * how many.
 *
 * <p>Called on the thread that reads the stream: while it blocks, a worker that prints much blocks
 * too. What it throws is logged once and otherwise ignored.
 */
@FunctionalInterface
public interface OutputSink {

  /**
   * Takes one line. A line longer than 8 KiB arrives in pieces.
   *
   * @param workerNumber the worker that printed it
   * @param stream where it was printed
   * @param line the text without its end of line; bytes that are not UTF-8 are replaced
   */
  void line(int workerNumber, StdStream stream, String line);
}
