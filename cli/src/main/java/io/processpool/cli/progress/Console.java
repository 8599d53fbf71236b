package io.processpool.cli.progress;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and standard error, which may be the same terminal: a progress line that is drawn
 * there is wiped before any other line and drawn again after it. Thread-safe.
 */
public final class Console {

  private static final String RETURN = "\r";

  private final PrintStream out;
  private final PrintStream err;

  /** Guarded by this; empty when no line is drawn. */
  private String drawn = "";

  /** Guarded by this; how many columns the drawn line takes. */
  private int drawnColumns;

  /**
   * Over two streams.
   *
   * @param out for results
   * @param err for everything else
   */
  public Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Prints a line on standard output at once.
   *
   * @param line without its end
   */
  public synchronized void result(String line) {
    wipe();
    out.print(line + "\n");
    out.flush();
    redraw();
  }

  /**
   * Prints a line on standard error at once.
   *
   * @param line without its end
   */
  public synchronized void note(String line) {
    noteBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A stream whose every write is one whole line or several, for a logger.
   *
   * @return a stream to standard error, closing it does nothing
   */
  public OutputStream logStream() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        noteBytes(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        noteBytes(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
      }
    };
  }

  /** Draws a line over the one before; an empty one takes it away. */
  synchronized void draw(String line) {
    wipe();
    drawn = line;
    redraw();
  }

  private synchronized void noteBytes(byte[] bytes) {
    wipe();
    err.write(bytes, 0, bytes.length);
    redraw();
  }

  private void wipe() {
    if (drawnColumns > 0) {
      err.print(RETURN + " ".repeat(drawnColumns) + RETURN);
      drawnColumns = 0;
    }
  }

  private void redraw() {
    if (!drawn.isEmpty()) {
      err.print(drawn);
      drawnColumns = drawn.replaceAll("\u001b\\[[0-9;]*m", "").length();
    }
    err.flush();
  }
}
