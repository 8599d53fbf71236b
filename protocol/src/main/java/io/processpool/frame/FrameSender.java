package io.processpool.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames in the order they were offered. Any thread may offer, and the thread that flushes
 * writes to the socket itself, unless another one is at it, which then goes on. None blocks: what
 * the socket does not take waits until there is room. Thread-safe.
 */
public final class FrameSender {

  private final Queue<Frame> queue = new ConcurrentLinkedQueue<>();
  private final FramePacker packer;
  private final Outlet outlet;

  /** Whoever raises it from 0 drains, until it finds that nobody has asked meanwhile. */
  private final AtomicInteger asked = new AtomicInteger();

  private volatile boolean waiting = true;
  private volatile boolean closed;
  private volatile boolean ended;
  private volatile @Nullable Supplier<Frame> farewell;

  /**
   * Sends nothing until {@link #resume} is called for the first time.
   *
   * @param counters count what is sent
   * @param outlet takes it
   */
  public FrameSender(FrameCounters counters, Outlet outlet) {
    this.packer = new FramePacker(counters, queue);
    this.outlet = outlet;
  }

  /**
   * Takes a frame; it leaves with the next {@link #flush}. Only memory is touched. A frame that
   * comes when the connection has ended, or behind the last one, is dropped.
   */
  public void offer(Frame frame) {
    if (closed) {
      return;
    }
    queue.add(frame);
    if (closed) { // meanwhile: nobody takes it
      queue.clear();
    }
  }

  /** Sees to it that what was offered is written. */
  public void flush() {
    if (waiting || asked.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      drainOrBreak();
      seen = asked.addAndGet(-seen);
    } while (seen != 0);
  }

  /** There is room at the outlet. Any thread. */
  public void resume() {
    waiting = false;
    flush();
  }

  /**
   * Writes all that was offered before, then one last frame, then closes the outlet.
   *
   * @param last makes the last frame when all others are counted
   */
  public void finish(Supplier<Frame> last) {
    farewell = last;
    flush();
  }

  /** Lets go of what waits, and of what may still come. Any thread. */
  public void end() {
    ended = true;
    closed = true;
    farewell = null;
    queue.clear();
    resume(); // whoever drains lets go of the rest
  }

  private void drainOrBreak() {
    try {
      drain();
    } catch (IOException | RuntimeException | Error e) { // else all would wait for ever
      ended = true;
      closed = true;
      packer.drop();
      queue.clear();
      outlet.broken(e);
    }
  }

  private void drain() throws IOException {
    while (!waiting) {
      if (ended) {
        packer.drop();
        return;
      }
      ByteBuffer piece = packer.next();
      if (piece != null) {
        write(piece);
      } else if (!sealed()) {
        return;
      }
    }
  }

  private void write(ByteBuffer piece) throws IOException {
    outlet.write(piece);
    if (piece.hasRemaining()) {
      waiting = true; // before the outlet hears it, which may resume at once
      outlet.full(piece);
    }
  }

  /** Whether the last frame is there to be written; closes the outlet behind it. */
  private boolean sealed() {
    Supplier<Frame> last = farewell;
    if (last == null) {
      return false;
    }
    if (packer.isSealed()) {
      farewell = null;
      ended = true;
      outlet.close();
      return false;
    }
    closed = true;
    queue.clear();
    packer.seal(last.get());
    return true;
  }
}
