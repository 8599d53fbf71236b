package io.processpool.worker.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.processpool.codec.MessageDecoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.message.CancelJob;
import io.processpool.message.CloseJob;
import io.processpool.message.ExitCode;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.RunChunk;
import io.processpool.worker.guard.Exits;
import io.processpool.worker.run.ChunkRunner;

/** Hands what the coordinator says to the runner. */
final class CoordinatorInbound extends SimpleChannelInboundHandler<Frame> {

  private final WorkerLink link;
  private final ChunkRunner runner;

  /** Hands over to this runner. */
  CoordinatorInbound(WorkerLink link, ChunkRunner runner) {
    this.link = link;
    this.runner = runner;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    Message message = MessageDecoder.decode(frame);
    switch (message.type()) {
      case OPEN_JOB -> runner.open((OpenJob) message);
      case RUN_CHUNK -> runner.submit((RunChunk) message);
      case CANCEL_JOB -> {
        CancelJob cancel = (CancelJob) message;
        runner.cancel(cancel.job(), cancel.interrupt());
      }
      case CLOSE_JOB -> runner.close(((CloseJob) message).job());
      case SHUTDOWN -> runner.end();
      default -> throw new FrameException("message " + message.type() + " sent to a worker");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!link.isLeaving()) {
      Exits.halt(ExitCode.COORDINATOR_GONE, "the connection ended");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!link.isLeaving()) {
      Exits.halt(ExitCode.PROTOCOL_BROKEN, cause.toString());
    }
  }
}
