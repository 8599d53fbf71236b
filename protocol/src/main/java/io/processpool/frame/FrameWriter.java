package io.processpool.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames in the order they were offered, from any thread, without ever blocking one. Many
 * small frames share a buffer and a system call, those that answer what came in one read included;
 * a large one goes in pieces as the socket takes them, so no more than a few pieces are copied at a
 * time.
 */
public final class FrameWriter extends ChannelInboundHandlerAdapter {

  /** How much is copied at a time. */
  static final int PIECE_BYTES = 128 << 10;

  private static final int SMALLEST_PIECE_BYTES = 1 << 10;

  private final FrameCounters counters;
  private final Queue<Frame> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean drainScheduled = new AtomicBoolean();
  private volatile @Nullable ChannelHandlerContext context;
  private volatile @Nullable Supplier<Frame> farewell;
  private volatile boolean ended;

  // Confined to the event loop.
  private boolean reading;
  private @Nullable Frame current;
  private long currentWritten;

  /** Counts what it writes. */
  public FrameWriter(FrameCounters counters) {
    this.counters = counters;
  }

  /**
   * Takes a frame; it leaves with the next {@link #flush}. Only memory is touched. A frame that
   * comes when the channel has ended, or behind the last one, is dropped.
   */
  public void offer(Frame frame) {
    if (ended) {
      return;
    }
    queue.add(frame);
    if (ended) { // meanwhile: nobody takes it
      queue.clear();
    }
  }

  /** Sees to it that what was offered is written. */
  public void flush() {
    ChannelHandlerContext target = context;
    if (target == null || !drainScheduled.compareAndSet(false, true)) {
      return;
    }
    if (target.executor().inEventLoop()) {
      if (!reading) { // else what is read now may bring more to write
        drain(target);
      }
      return;
    }
    try {
      target.executor().execute(() -> drain(target));
    } catch (RejectedExecutionException e) {
      end(); // the event loop is over, and the channel with it
    }
  }

  /**
   * Writes all that was offered before, then one last frame, then closes the channel.
   *
   * @param last makes the last frame when all others are counted
   */
  public void finish(Supplier<Frame> last) {
    farewell = last;
    flush();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    if (added.channel().isActive()) {
      flush();
    }
  }

  /** Also where a channel ends that never was active. */
  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    end();
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    flush();
    active.fireChannelActive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    flush();
    changed.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    end();
    current = null;
    currentWritten = 0;
    inactive.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext reader, Object message) {
    reading = true;
    reader.fireChannelRead(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext reader) {
    reading = false;
    if (drainScheduled.get()) {
      drain(reader);
    }
    reader.fireChannelReadComplete();
  }

  /** Lets go of what waits, and of what may still come. Any thread. */
  private void end() {
    ended = true;
    farewell = null;
    queue.clear();
  }

  private void drain(ChannelHandlerContext target) {
    drainScheduled.set(false); // before looking, so that a later offer schedules again
    boolean wrote = false;
    while (target.channel().isActive() && target.channel().isWritable()) {
      ByteBuf piece = nextPiece(target);
      if (piece == null) {
        break;
      }
      target.write(piece);
      wrote = true;
    }
    if (wrote) {
      target.flush();
    }
    sayFarewell(target);
  }

  private void sayFarewell(ChannelHandlerContext target) {
    Supplier<Frame> last = farewell;
    if (last != null && current == null && queue.isEmpty() && target.channel().isActive()) {
      end();
      Frame frame = last.get();
      ByteBuf piece = target.alloc().directBuffer((int) frame.wireBytes());
      copy(frame, piece);
      currentWritten = 0;
      target.writeAndFlush(piece).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private @Nullable ByteBuf nextPiece(ChannelHandlerContext target) {
    Frame first = current != null ? current : queue.poll();
    if (first == null) {
      return null;
    }
    current = first;
    long wanted = Math.max(SMALLEST_PIECE_BYTES, first.wireBytes() - currentWritten);
    ByteBuf piece = target.alloc().directBuffer((int) Math.min(PIECE_BYTES, wanted), PIECE_BYTES);
    fill(piece);
    return piece;
  }

  private void fill(ByteBuf piece) {
    while (current != null && piece.maxWritableBytes() >= FrameLayout.HEADER_BYTES) {
      if (!copy(current, piece)) {
        return;
      }
      currentWritten = 0;
      current = queue.poll();
    }
  }

  /** Whether the piece took all the rest. */
  private boolean copy(Frame frame, ByteBuf piece) {
    if (currentWritten == 0) {
      writeHeader(frame, piece);
    }
    copyBody(frame, piece);
    return currentWritten == frame.wireBytes();
  }

  private void writeHeader(Frame frame, ByteBuf piece) {
    piece.writeShort(FrameLayout.MAGIC).writeByte(frame.type()).writeByte(frame.flags());
    piece.writeInt((int) frame.bodyBytes()).writeInt(frame.job()).writeLong(frame.lease());
    currentWritten = FrameLayout.HEADER_BYTES;
    counters.sent(frame.wireBytes());
  }

  private void copyBody(Frame frame, ByteBuf piece) {
    int done = (int) (currentWritten - FrameLayout.HEADER_BYTES);
    byte[] body = frame.body();
    if (done < body.length) {
      int bytes = Math.min(body.length - done, piece.maxWritableBytes());
      piece.writeBytes(body, done, bytes);
      currentWritten += bytes;
      done += bytes;
    }
    int tailDone = done - body.length;
    if (tailDone >= 0 && tailDone < frame.tailLength()) {
      int bytes = Math.min(frame.tailLength() - tailDone, piece.maxWritableBytes());
      piece.writeBytes(frame.tail(), frame.tailOffset() + tailDone, bytes);
      currentWritten += bytes;
    }
  }
}
