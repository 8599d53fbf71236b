package io.processpool.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import java.nio.ByteBuffer;

/** Cuts what the event loop reads into frames. */
final class FrameDecoder extends ChannelInboundHandlerAdapter {

  private final FrameCounters counters;
  private final FrameAssembler assembler;

  /** Decodes with the small limit of the handshake. */
  FrameDecoder(FrameCounters counters) {
    this.counters = counters;
    this.assembler = new FrameAssembler(counters);
  }

  /** Lifts the limit once the peer has proven who it is. On the event loop. */
  void authenticated() {
    assembler.authenticated();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      counters.read(bytes.readableBytes());
      ByteBuffer in = bytes.nioBuffer();
      for (Frame frame = assembler.next(in); frame != null; frame = assembler.next(in)) {
        context.fireChannelRead(frame);
      }
    } finally {
      ReferenceCountUtil.release(bytes);
    }
  }
}
