package io.processpool.codec;

import io.processpool.bulk.Bulk;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameException;
import io.processpool.message.CallShape;
import io.processpool.message.CancelJob;
import io.processpool.message.Challenge;
import io.processpool.message.ChunkReturned;
import io.processpool.message.ChunkTimes;
import io.processpool.message.CloseJob;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.Hello;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Proof;
import io.processpool.message.Ready;
import io.processpool.message.RecallChunk;
import io.processpool.message.RunChunk;
import io.processpool.message.Shutdown;
import io.processpool.message.StartFailed;
import io.processpool.message.Welcome;
import io.processpool.runs.LongRuns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames to messages. */
public final class MessageDecoder {

  /** In the order of their numbers, from 1 on. */
  private static final MessageType[] TYPES = MessageType.values();

  private MessageDecoder() {}

  /**
   * The message of a frame whose body is in one part.
   *
   * @throws FrameException if the body is not what its type promises
   */
  public static Message decode(Frame frame) {
    MessageType type = type(frame.type());
    checkHeader(type, frame);
    BodyReader in = new BodyReader(frame.body());
    Message message = decode(type, frame, in);
    in.expectEnd();
    return message;
  }

  private static MessageType type(int number) {
    if (number >= 1 && number <= TYPES.length) {
      return TYPES[number - 1];
    }
    throw new FrameException("message type " + number + " (expected: 1 to " + TYPES.length + ")");
  }

  private static Message decode(MessageType type, Frame frame, BodyReader in) {
    return switch (type) {
      case HELLO -> new Hello(in.i32(), in.i32(), in.i64(), in.bytes("nonce"));
      case CHALLENGE -> new Challenge(in.bytes("nonce"), in.bytes("proof"));
      case PROOF -> new Proof(in.bytes("proof"));
      case WELCOME ->
          new Welcome(
              in.i32(), in.i32(), in.i32(), in.i32(), in.i32(), in.i32(), in.i64(), in.block());
      case READY -> new Ready();
      case START_FAILED -> new StartFailed(FailureFields.read(in));
      case OPEN_JOB -> openJob(frame, in);
      case RUN_CHUNK -> runChunk(frame, in);
      case ITEMS_DONE -> itemsDone(frame, in);
      case CANCEL_JOB ->
          new CancelJob(frame.job(), (frame.flags() & MessageEncoder.FLAG_INTERRUPT) != 0);
      case CLOSE_JOB -> new CloseJob(frame.job());
      case SHUTDOWN -> new Shutdown();
      case GOODBYE -> new Goodbye(in.i64(), in.i64(), in.i64(), in.i64());
      case GROWN -> new Grown(in.i64(), in.i64());
      case RECALL_CHUNK -> new RecallChunk(frame.job(), frame.lease());
      case CHUNK_RETURNED -> new ChunkReturned(frame.job(), frame.lease());
    };
  }

  private static OpenJob openJob(Frame frame, BodyReader in) {
    return new OpenJob(
        frame.job(), shape(in.u8()), in.i64(), in.nanos("task limit"), single("functions", in));
  }

  private static CallShape shape(int number) {
    for (CallShape shape : CallShape.values()) {
      if (shape.number() == number) {
        return shape;
      }
    }
    throw new FrameException("call shape " + number + " (expected: 1 to 5)");
  }

  private static RunChunk runChunk(Frame frame, BodyReader in) {
    int count = in.count("items", 1); // each has a length in the block
    LongRuns indexes = RunFields.readRising(in, count, "item index", Long.MAX_VALUE);
    LongRuns attempts = RunFields.readLevel(in, count, "attempts", Integer.MAX_VALUE);
    Bulk bulk = bulk(frame, count, in);
    PayloadBlock items = in.block().with(bulk);
    requireEqual("values of a chunk", items.count(), count);
    return new RunChunk(frame.job(), frame.lease(), indexes, attempts, items);
  }

  private static ItemsDone itemsDone(Frame frame, BodyReader in) {
    boolean last = (frame.flags() & MessageEncoder.FLAG_LAST) != 0;
    ChunkTimes times = last ? times(in) : ChunkTimes.NONE;
    int count = in.count("results", 1); // each has a length in the block
    LongRuns positions = RunFields.readRising(in, count, "item position", Integer.MAX_VALUE);
    LongRuns nanos = RunFields.readLevel(in, count, "item time", Long.MAX_VALUE);
    List<ItemFailure> failures = FailureFields.readAll(in);
    Bulk bulk = bulk(frame, count, in);
    PayloadBlock values = in.block().with(bulk);
    requireEqual("values of results", values.count(), count);
    return new ItemsDone(
        frame.job(), frame.lease(), last, times, positions, nanos, values, failures);
  }

  private static @Nullable Bulk bulk(Frame frame, int values, BodyReader in) {
    if ((frame.flags() & MessageEncoder.FLAG_BULK) == 0) {
      return null;
    }
    long number = in.nanos("bulk file");
    in.require("large arrays", values, 3); // each has a start, a length, and one in the block
    long[] starts = new long[values];
    long[] lengths = new long[values];
    for (int i = 0; i < values; i++) {
      starts[i] = in.nanos("bulk start");
      lengths[i] = in.natural("bulk length");
      if (starts[i] > Long.MAX_VALUE - lengths[i]) {
        throw new FrameException("bulk from " + starts[i] + " of " + lengths[i] + " bytes");
      }
    }
    return Bulk.unopened(number, starts, lengths);
  }

  private static ChunkTimes times(BodyReader in) {
    return new ChunkTimes(
        in.nanos("decode time"),
        in.nanos("compute time"),
        in.nanos("encode time"),
        in.nanos("waiting time"),
        in.nanos("residence time"),
        in.nanos("processor time"),
        in.nanos("wait for a core"));
  }

  /** What a type has no use for is zero. */
  private static void checkHeader(MessageType type, Frame frame) {
    int flags =
        switch (type) {
          case ITEMS_DONE -> MessageEncoder.FLAG_LAST | MessageEncoder.FLAG_BULK;
          case RUN_CHUNK -> MessageEncoder.FLAG_BULK;
          case CANCEL_JOB -> MessageEncoder.FLAG_INTERRUPT;
          default -> 0;
        };
    boolean ofLease =
        switch (type) {
          case RUN_CHUNK, ITEMS_DONE, RECALL_CHUNK, CHUNK_RETURNED -> true;
          default -> false;
        };
    boolean ofJob =
        switch (type) {
          case OPEN_JOB, CANCEL_JOB, CLOSE_JOB -> true;
          default -> ofLease;
        };
    if ((frame.flags() & ~flags) != 0
        || (!ofJob && frame.job() != 0)
        || (!ofLease && frame.lease() != 0)) {
      throw new FrameException(
          "%s with flags 0x%02x, job %d, lease %d (expected: zero where it has none)"
              .formatted(type, frame.flags(), frame.job(), frame.lease()));
    }
  }

  private static PayloadBlock single(String what, BodyReader in) {
    PayloadBlock block = in.block();
    requireEqual(what, block.count(), 1);
    return block;
  }

  private static void requireEqual(String what, int actual, int expected) {
    if (actual != expected) {
      throw new FrameException(what + ": " + actual + " (expected: " + expected + ")");
    }
  }
}
