package io.processpool.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.codec.MessageDecoder;
import io.processpool.codec.MessageEncoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.message.CallShape;
import io.processpool.message.CancelJob;
import io.processpool.message.Challenge;
import io.processpool.message.ChunkTimes;
import io.processpool.message.CloseJob;
import io.processpool.message.Goodbye;
import io.processpool.message.Hello;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Proof;
import io.processpool.message.Ready;
import io.processpool.message.RemoteFailure;
import io.processpool.message.RunChunk;
import io.processpool.message.Shutdown;
import io.processpool.message.StartFailed;
import io.processpool.message.Welcome;
import io.processpool.runs.LongRuns;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Whoever is at the other end of a coordinator's channel: speaks messages, or any bytes. */
final class Peer {

  private final EmbeddedChannel coordinator;
  private final EmbeddedChannel reader;

  Peer(EmbeddedChannel coordinator) {
    this.coordinator = coordinator;
    FrameDecoder decoder = new FrameDecoder(new FrameCounters());
    decoder.authenticated();
    this.reader = new EmbeddedChannel(decoder);
  }

  static byte[] bytes(Message... messages) {
    FrameWriter writer = new FrameWriter(new FrameCounters());
    EmbeddedChannel channel = new EmbeddedChannel(writer);
    for (Message message : messages) {
      writer.offer(MessageEncoder.encode(message));
    }
    writer.flush();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      out.writeBytes(ByteBufUtil.getBytes(piece));
      piece.release();
    }
    channel.finishAndReleaseAll();
    return out.toByteArray();
  }

  /** All in one read. */
  void says(Message... messages) {
    says(bytes(messages));
  }

  void says(byte[] bytes) {
    coordinator.writeInbound(
        PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(Unpooled.wrappedBuffer(bytes)));
    coordinator.runPendingTasks();
  }

  /** What the coordinator has said since the last time. */
  List<Message> hears() {
    for (ByteBuf piece = coordinator.readOutbound();
        piece != null;
        piece = coordinator.readOutbound()) {
      reader.writeInbound(piece);
    }
    List<Message> messages = new ArrayList<>();
    for (Frame frame = reader.readInbound(); frame != null; frame = reader.readInbound()) {
      messages.add(MessageDecoder.decode(frame));
    }
    return messages;
  }

  /** The only message that was said. */
  <M extends Message> M hears(Class<M> type) {
    List<Message> messages = hears();
    if (messages.size() != 1) {
      throw new AssertionError("heard " + messages);
    }
    return type.cast(messages.get(0));
  }

  void end() {
    coordinator.finishAndReleaseAll();
    reader.finishAndReleaseAll();
  }

  /** A message that can be read, of any type. */
  static Message sample(MessageType type) {
    RemoteFailure failure =
        new RemoteFailure("E", null, List.of(), null, List.of(), PayloadBlock.EMPTY);
    PayloadBlock one = new PayloadBlock(List.of(), new int[] {1}, new byte[1]);
    int[] none = new int[0];
    return switch (type) {
      case HELLO -> new Hello(1, 3, 4711, new byte[32]);
      case CHALLENGE -> new Challenge(new byte[32], new byte[32]);
      case PROOF -> new Proof(new byte[32]);
      case WELCOME -> new Welcome(0, 1, 16, 0, 0, 0, 0, PayloadBlock.EMPTY);
      case READY -> new Ready();
      case START_FAILED -> new StartFailed(failure);
      case OPEN_JOB -> new OpenJob(1, CallShape.FUNCTION, 0, 0, one);
      case RUN_CHUNK -> new RunChunk(1, 1, LongRuns.from(0, 1), LongRuns.repeat(1, 1), one);
      case ITEMS_DONE ->
          new ItemsDone(
              1,
              1,
              true,
              ChunkTimes.NONE,
              LongRuns.NONE,
              LongRuns.NONE,
              PayloadBlock.EMPTY,
              List.of());
      case CANCEL_JOB -> new CancelJob(1, true);
      case CLOSE_JOB -> new CloseJob(1);
      case SHUTDOWN -> new Shutdown();
      case GOODBYE -> new Goodbye(1, 2, 3, 4);
      case GROWN -> new io.processpool.message.Grown(1, 2);
      case RECALL_CHUNK -> new io.processpool.message.RecallChunk(1, 1);
      case CHUNK_RETURNED -> new io.processpool.message.ChunkReturned(1, 1);
    };
  }
}
