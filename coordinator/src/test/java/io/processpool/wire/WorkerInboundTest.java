package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.frame.FrameCounters;
import io.processpool.message.MessageType;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkerInboundTest {

  private final Heard heard = new Heard();
  private final FrameDecoder decoder = new FrameDecoder(new FrameCounters());
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder, new WorkerInbound(heard));
  private final Peer peer = new Peer(channel);

  WorkerInboundTest() {
    decoder.authenticated();
  }

  @AfterEach
  void end() {
    peer.end();
  }

  @Test
  void shouldTellInOrderWhatTheWorkerSays() {
    peer.says(
        Peer.sample(MessageType.READY),
        Peer.sample(MessageType.ITEMS_DONE),
        Peer.sample(MessageType.CHUNK_RETURNED),
        Peer.sample(MessageType.GROWN),
        Peer.sample(MessageType.GOODBYE));
    channel.close();
    int bytes = Peer.bytes(Peer.sample(MessageType.ITEMS_DONE)).length;
    assertThat(heard.told)
        .containsExactly(
            "ready", "itemsDone 1 " + bytes, "returned 1 20", "grown 2", "goodbye", "closed:");
  }

  @Test
  void shouldTellThatAWorkerCouldNotStart() {
    peer.says(Peer.sample(MessageType.START_FAILED), Peer.sample(MessageType.GOODBYE));
    channel.close();
    assertThat(heard.told).containsExactly("startFailed E", "goodbye", "closed:");
  }

  @ParameterizedTest
  @EnumSource(names = {"READY", "START_FAILED"})
  void shouldHearOnlyOnceHowTheStartWent(MessageType type) {
    peer.says(Peer.sample(MessageType.READY), Peer.sample(type));
    assertThat(heard.told).hasSize(2).startsWith("ready");
    assertThat(heard.told.get(1)).contains("message " + type + " from a worker that has started");
    assertThat(channel.isOpen()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"READY", "ITEMS_DONE", "START_FAILED", "GROWN", "GOODBYE", "CHUNK_RETURNED"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldEndTheConnectionOverWhatAWorkerNeverSays(MessageType type) {
    peer.says(Peer.sample(type), Peer.sample(MessageType.READY));
    assertThat(channel.isOpen()).isFalse();
    assertThat(heard.told)
        .singleElement()
        .satisfies(
            told ->
                assertThat(told)
                    .startsWith("closed:")
                    .contains("message " + type + " sent to a coordinator"));
  }

  @Test
  void shouldTellNothingThatComesBehindBytesThatMakeNoSense() {
    peer.says(Peer.sample(MessageType.READY));
    byte[] sense = Peer.bytes(Peer.sample(MessageType.READY));
    byte[] bytes = new byte[20 + sense.length];
    System.arraycopy(sense, 0, bytes, 20, sense.length);
    peer.says(bytes);
    assertThat(heard.told).hasSize(2).startsWith("ready");
    assertThat(heard.told.get(1)).startsWith("closed:").contains("frame magic 0x0000");
  }

  @Test
  void shouldEndTheConnectionOverAMessageBehindTheGoodbye() {
    peer.says(Peer.sample(MessageType.GOODBYE), Peer.sample(MessageType.READY));
    assertThat(heard.told).hasSize(2).startsWith("goodbye");
    assertThat(heard.told.get(1)).contains("message READY behind the goodbye");
  }

  @Test
  void shouldSayWhyTheConnectionBrokeUnlessTheWorkerHadLeft() {
    channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));
    assertThat(heard.told).containsExactly("closed:java.io.IOException: Connection reset");

    Heard other = new Heard();
    EmbeddedChannel left =
        new EmbeddedChannel(new FrameDecoder(new FrameCounters()), new WorkerInbound(other));
    Peer leaving = new Peer(left);
    leaving.says(Peer.sample(MessageType.GOODBYE));
    left.pipeline().fireExceptionCaught(new IOException("Connection reset"));
    assertThat(other.told).containsExactly("goodbye", "closed:");
    leaving.end();
  }

  @Test
  void shouldEndTheConnectionWhenItsOwnerThrows() {
    WorkerEvents broken =
        new WorkerEvents() {
          @Override
          public void connected(SocketWorkerClient client) {}

          @Override
          public void ready() {
            throw new IllegalStateException("owner failed");
          }

          @Override
          public void startFailed(io.processpool.message.RemoteFailure failure) {}

          @Override
          public void itemsDone(io.processpool.message.ItemsDone done, long bytes) {}

          @Override
          public void returned(io.processpool.message.ChunkReturned returned, long bytes) {}

          @Override
          public void grown(io.processpool.message.Grown grown) {}

          @Override
          public void goodbye(io.processpool.message.Goodbye goodbye) {}

          @Override
          public void closed(String reason) {
            heard.closed(reason);
          }
        };
    EmbeddedChannel failing =
        new EmbeddedChannel(new FrameDecoder(new FrameCounters()), new WorkerInbound(broken));
    Peer other = new Peer(failing);
    other.says(Peer.sample(MessageType.READY));
    assertThat(failing.isOpen()).isFalse();
    assertThat(heard.told).containsExactly("closed:java.lang.IllegalStateException: owner failed");
    other.end();
  }
}
