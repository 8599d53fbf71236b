package io.processpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameException;
import io.processpool.frame.Frames;
import io.processpool.message.Message;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Mutated frames, split anywhere, give messages or a FrameException and nothing else, at bounded
 * memory. {@code -Dframe.fuzz.cases=1000000} for longer, {@code -Dframe.fuzz.seed=} to repeat.
 */
class FrameFuzzTest {

  private static final int CASES = Integer.getInteger("frame.fuzz.cases", 50_000);
  private static final long MOST_BYTES = 8 << 20;

  private final long seed = Long.getLong("frame.fuzz.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final List<Message> corpus = SampleMessages.all();
  private int messages;
  private int refused;

  @Test
  @Timeout(600)
  void shouldReadMutatedFramesToMessagesOrRefuseThemAtBoundedMemory() {
    System.out.println("frame.fuzz.seed=" + seed);
    for (int i = 0; i < CASES; i++) {
      byte[] bytes = mutant();
      long before = Frames.allocated();
      try {
        feed(bytes);
      } catch (Throwable e) {
        throw new AssertionError("frame.fuzz.seed=" + seed + ", case " + i, e);
      }
      assertThat(Frames.allocated() - before)
          .as("seed %d, case %d", seed, i)
          .isLessThan(MOST_BYTES);
    }
    System.out.println(messages + " messages, " + refused + " refused");
    assertThat(messages).as("seed %d", seed).isPositive();
    assertThat(refused).as("seed %d", seed).isPositive();
  }

  private void feed(byte[] bytes) {
    FrameDecoder decoder = new FrameDecoder(new FrameCounters());
    if (random.nextInt(4) > 0) {
      decoder.authenticated();
    }
    EmbeddedChannel channel = new EmbeddedChannel(decoder, new Messages());
    for (int at = 0; at < bytes.length; ) {
      int next = random.nextBoolean() ? bytes.length : at + 1 + random.nextInt(bytes.length - at);
      channel.writeInbound(Frames.pooled(bytes, at, next));
      at = next;
    }
    channel.finishAndReleaseAll();
  }

  private byte[] mutant() {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Message message = corpus.get(random.nextInt(corpus.size()));
      frames.writeBytes(Frames.bytes(MessageEncoder.encode(message)));
    }
    byte[] bytes = frames.toByteArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutated(bytes);
    }
    return bytes;
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 ->
          Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(9)), (byte) -1);
      case 3 -> bytes[Math.min(at, 4 + random.nextInt(4))] = (byte) random.nextInt(256);
      case 4 -> {
        return Arrays.copyOf(bytes, at + 1);
      }
      default -> {
        return spliced(bytes, at);
      }
    }
    return bytes;
  }

  private byte[] spliced(byte[] bytes, int at) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - from, 1 + random.nextInt(40));
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(bytes, 0, at);
    longer.write(bytes, from, length);
    longer.write(bytes, at, bytes.length - at);
    return longer.toByteArray();
  }

  private final class Messages extends SimpleChannelInboundHandler<Frame> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
      MessageDecoder.decode(frame);
      messages++;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof FrameException) {
        refused++;
      } else {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
