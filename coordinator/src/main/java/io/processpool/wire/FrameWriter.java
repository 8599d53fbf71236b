package io.processpool.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.nio.AbstractNioChannel;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameSender;
import io.processpool.frame.Outlet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames over a channel of Netty's. Whoever flushes writes to the channel's socket itself, so
 * that no other thread has to wake for it; what the socket does not take at once is left to the
 * event loop, and direct writing goes on when that is gone. Thread-safe.
 */
final class FrameWriter extends ChannelInboundHandlerAdapter {

  private final FrameSender sender;
  private volatile @Nullable Channel channel;

  // Confined to the event loop.
  private boolean begun;
  private boolean reading;
  private boolean flushLater;

  /** Counts what it writes. */
  FrameWriter(FrameCounters counters) {
    sender = new FrameSender(counters, new ChannelOutlet());
  }

  /** Takes a frame; it leaves with the next {@link #flush}. Only memory is touched. */
  void offer(Frame frame) {
    sender.offer(frame);
  }

  /** Sees to it that what was offered is written; never blocks. */
  void flush() {
    Channel own = channel;
    if (own != null && own.eventLoop().inEventLoop() && reading) {
      flushLater = true; // what is read now may bring more to write
    } else {
      sender.flush();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    channel = added.channel();
    if (added.channel().isActive()) {
      begin();
    }
  }

  /** Also where a channel ends that never was active. */
  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    sender.end();
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    begin();
    active.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    sender.end();
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
    if (flushLater) {
      flushLater = false;
      sender.flush();
    }
    reader.fireChannelReadComplete();
  }

  /**
   * Once: a channel that is active when this is added tells it again, and the event loop may hold a
   * rest by then.
   */
  private void begin() {
    if (!begun) {
      begun = true;
      sender.resume();
    }
  }

  /** The socket of the channel, and behind it the event loop. */
  private final class ChannelOutlet implements Outlet {

    /** A channel in memory has no socket: all is left to its event loop. */
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      if (channel().unsafe() instanceof AbstractNioChannel.NioUnsafe nio
          && nio.ch() instanceof WritableByteChannel socket) {
        socket.write(bytes);
      }
    }

    @Override
    public void full(ByteBuffer rest) {
      ByteBuf copy = channel().alloc().directBuffer(rest.remaining()).writeBytes(rest);
      channel()
          .writeAndFlush(copy)
          .addListener(
              written -> {
                if (written.isSuccess()) { // else the channel ends, and the sender with it
                  sender.resume();
                }
              });
    }

    @Override
    public void close() {
      channel().close();
    }

    /** Ends the channel behind what it has still to read, which may be a worker's last words. */
    @Override
    public void broken(Throwable cause) {
      try {
        channel().eventLoop().execute(channel()::close);
      } catch (RejectedExecutionException e) {
        // The event loop is over, and the channel with it.
      }
    }

    /** The sender begins when it is there. */
    private Channel channel() {
      return requireNonNull(channel, "channel");
    }
  }
}
