package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameException;
import io.processpool.message.Ready;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

  private final FrameCounters counters = new FrameCounters();
  private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(counters));

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void shouldReleaseEveryBufferItIsHanded() {
    byte[] bytes = Peer.bytes(new Ready());
    ByteBuf whole = pooled(bytes, bytes.length);
    ByteBuf part = pooled(bytes, 7);
    ByteBuf strange = pooled(new byte[40], 40);
    ByteBuf dropped = pooled(bytes, bytes.length);
    channel.writeInbound(whole, part);
    assertThatThrownBy(() -> channel.writeInbound(strange)).isInstanceOf(FrameException.class);
    channel.writeInbound(dropped);
    channel.checkException();
    assertThat(List.of(whole, part, strange, dropped)).allMatch(buffer -> buffer.refCnt() == 0);
    assertThat(channel.inboundMessages()).hasSize(2).allMatch(Frame.class::isInstance);
  }

  @Test
  void shouldTellOfTheBytesOfAFrameBeforeItIsWhole() {
    byte[] bytes = Peer.bytes(new Ready());
    channel.writeInbound(pooled(bytes, 7));
    assertThat(counters.bytesRead()).isEqualTo(7);
    assertThat(counters.bytesIn()).isZero();
  }

  private static ByteBuf pooled(byte[] bytes, int count) {
    return PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes, 0, count);
  }
}
