package io.processpool.cli.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error, which may be the same terminal: a progress line that is drawn
 * there is wiped before any other line and drawn again after it. Thread-safe.
 */
public final class Console {

  private static final String RETURN = "\r";

  private final OutputStream out;
  private final PrintStream err;
  private final Consumer<IOException> outputLost;

  /** Guarded by this; set when a result could not be written, after which none is. */
  private boolean lost;

  /** Guarded by this; empty when no line is drawn. */
  private String drawn = "";

  /** Guarded by this; how many columns the drawn line takes. */
  private int drawnColumns;

  /**
   * Over two streams.
   *
   * @param out for results
   * @param err for everything else
   * @param outputLost told once if results cannot be written any more
   */
  public Console(OutputStream out, PrintStream err, Consumer<IOException> outputLost) {
    this.out = out;
    this.err = err;
    this.outputLost = outputLost;
  }

  /**
   * Prints a line on standard output at once.
   *
   * @param line without its end
   */
  public void result(String line) {
    IOException failure = write((line + "\n").getBytes(StandardCharsets.UTF_8));
    if (failure != null) {
      outputLost.accept(failure);
    }
  }

  private synchronized @Nullable IOException write(byte[] line) {
    if (lost) {
      return null;
    }
    wipe();
    try {
      out.write(line);
      out.flush();
      return null;
    } catch (IOException e) {
      lost = true;
      return e;
    } finally {
      redraw();
    }
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
