package io.processpool.process;

import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream of a worker until its end, whatever happens to the lines: a pipe that nobody
 * reads stops the worker after 64 KiB. Runs on a thread of its own.
 */
final class OutputPump implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(OutputPump.class);
  private static final int READ_BYTES = 16 * 1024;

  private final InputStream input;
  private final Consumer<String> tail;
  private final FloodGate gate;
  private final Consumer<String> lines;
  private final Runnable atEnd;
  private boolean complained;

  /**
   * A pump.
   *
   * @param tail receives every line, and does not fail
   * @param lines receives what is not too much for a log
   */
  OutputPump(
      InputStream input,
      Consumer<String> tail,
      Ticker ticker,
      Consumer<String> lines,
      Runnable atEnd) {
    this.input = input;
    this.tail = tail;
    this.gate = new FloodGate(ticker, this::hand);
    this.lines = lines;
    this.atEnd = atEnd;
  }

  @Override
  public void run() {
    LineSplitter splitter = new LineSplitter(this::printed);
    try (input) {
      byte[] bytes = new byte[READ_BYTES];
      for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
        splitter.feed(bytes, count);
      }
    } catch (IOException e) {
      log.debug("output of a worker ended early", e);
    } finally {
      splitter.end();
      gate.end();
      atEnd.run();
    }
  }

  private void printed(String line) {
    tail.accept(line);
    gate.line(line);
  }

  /** Survives every failure of the receiver, errors too: else the worker would hang. */
  private void hand(String line) {
    try {
      lines.accept(line);
    } catch (Throwable e) {
      complain(e);
    }
  }

  private void complain(Throwable failure) {
    if (complained) {
      return;
    }
    complained = true;
    try {
      log.warn("a line of a worker's output was not taken; later failures are not logged", failure);
    } catch (Throwable loggingFailed) {
      failure.addSuppressed(loggingFailed);
    }
  }
}
