package io.processpool.frame;

import java.nio.ByteBuffer;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of a queue into pieces for a socket: many small frames share one, a large one
 * takes several, so no more than one piece is copied at a time. Used by one thread at a time.
 */
final class FramePacker {

  /** How much is copied at a time. */
  static final int PIECE_BYTES = 128 << 10;

  /** Does for one small frame, which is all that many a connection has to send at a time. */
  private static final int SMALL_PIECE_BYTES = 8 << 10;

  private static final ByteBuffer NO_PIECE = ByteBuffer.allocate(0);

  private final FrameCounters counters;
  private final Queue<Frame> queue;
  private ByteBuffer piece = NO_PIECE;
  private @Nullable Frame current;
  private long currentWritten;
  private boolean sealed;

  FramePacker(FrameCounters counters, Queue<Frame> queue) {
    this.counters = counters;
    this.queue = queue;
  }

  /** What is left of the piece before, or else the next one; nothing if no frame waits. */
  @Nullable ByteBuffer next() {
    if (piece.hasRemaining()) {
      return piece;
    }
    Frame first = current == null ? poll() : current;
    if (first == null) {
      return null;
    }
    current = first;
    makeRoom(first.wireBytes() - currentWritten);
    fill();
    return piece.flip();
  }

  private void makeRoom(long bytes) {
    boolean small = bytes <= SMALL_PIECE_BYTES && queue.isEmpty();
    int wanted = small ? SMALL_PIECE_BYTES : PIECE_BYTES;
    if (piece.capacity() < wanted) {
      piece = ByteBuffer.allocateDirect(wanted);
    }
    piece.clear();
  }

  /** Takes a last frame; none of the queue follows. Only when there is no next piece. */
  void seal(Frame last) {
    sealed = true;
    current = last;
  }

  boolean isSealed() {
    return sealed;
  }

  /** Lets go of all it holds. */
  void drop() {
    sealed = true;
    current = null;
    piece = NO_PIECE;
  }

  private @Nullable Frame poll() {
    return sealed ? null : queue.poll();
  }

  private void fill() {
    while (current != null && piece.remaining() >= FrameLayout.HEADER_BYTES) {
      if (!copy(current)) {
        return;
      }
      currentWritten = 0;
      current = poll();
    }
  }

  /** Whether the piece took all the rest. */
  private boolean copy(Frame frame) {
    if (currentWritten == 0) {
      writeHeader(frame);
    }
    copyBody(frame);
    return currentWritten == frame.wireBytes();
  }

  private void writeHeader(Frame frame) {
    piece.putShort((short) FrameLayout.MAGIC).put((byte) frame.type()).put((byte) frame.flags());
    piece.putInt((int) frame.bodyBytes()).putInt(frame.job()).putLong(frame.lease());
    currentWritten = FrameLayout.HEADER_BYTES;
    counters.sent(frame.wireBytes());
  }

  private void copyBody(Frame frame) {
    int done = (int) (currentWritten - FrameLayout.HEADER_BYTES);
    byte[] body = frame.body();
    if (done < body.length) {
      int bytes = Math.min(body.length - done, piece.remaining());
      piece.put(body, done, bytes);
      currentWritten += bytes;
      done += bytes;
    }
    int tailDone = done - body.length;
    if (tailDone >= 0 && tailDone < frame.tailLength()) {
      int bytes = Math.min(frame.tailLength() - tailDone, piece.remaining());
      piece.put(frame.tail(), frame.tailOffset() + tailDone, bytes);
      currentWritten += bytes;
    }
  }
}
