package io.processpool.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.processpool.codec.MessageDecoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.message.ChunkReturned;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.StartFailed;
import java.io.IOException;

/** Tells a worker's owner what the worker says. */
final class WorkerInbound extends SimpleChannelInboundHandler<Frame> {

  private final WorkerEvents events;

  // Confined to the event loop.
  private boolean started;
  private boolean left;
  private String reason = "";

  WorkerInbound(WorkerEvents events) {
    this.events = events;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    if (!reason.isEmpty()) {
      return; // it came in one read with the mistake
    }
    Message message = MessageDecoder.decode(frame);
    if (left) {
      throw new FrameException("message " + message.type() + " behind the goodbye");
    }
    switch (message.type()) {
      case READY -> {
        start(message);
        events.ready();
      }
      case START_FAILED -> {
        start(message); // or a worker could end the pool of all others at any time
        events.startFailed(((StartFailed) message).failure());
      }
      case ITEMS_DONE -> events.itemsDone((ItemsDone) message, frame.wireBytes());
      case CHUNK_RETURNED -> events.returned((ChunkReturned) message, frame.wireBytes());
      case GROWN -> events.grown((Grown) message);
      case GOODBYE -> {
        left = true;
        events.goodbye((Goodbye) message);
      }
      default -> throw new FrameException("message " + message.type() + " sent to a coordinator");
    }
  }

  /** Said once: how the start went. */
  private void start(Message message) {
    if (started) {
      throw new FrameException("message " + message.type() + " from a worker that has started");
    }
    started = true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    events.readEnded();
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    events.closed(reason);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // It leaves without reading what was sent meanwhile, which resets the connection.
    boolean orderly = left && cause instanceof IOException;
    if (reason.isEmpty() && !orderly) {
      reason = cause.toString();
    }
    context.close();
  }
}
