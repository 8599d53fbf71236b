package io.processpool.codec;

import io.processpool.bulk.Bulk;
import io.processpool.message.CallShape;
import io.processpool.message.CancelJob;
import io.processpool.message.Challenge;
import io.processpool.message.ChunkReturned;
import io.processpool.message.ChunkTimes;
import io.processpool.message.CloseJob;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.Hello;
import io.processpool.message.ItemFailure.Part;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.TimedOut;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.MessageType;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Proof;
import io.processpool.message.Ready;
import io.processpool.message.RecallChunk;
import io.processpool.message.RemoteFailure;
import io.processpool.message.RunChunk;
import io.processpool.message.Shutdown;
import io.processpool.message.StartFailed;
import io.processpool.message.Unsendable;
import io.processpool.message.Welcome;
import io.processpool.runs.LongRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One message of each type with every field filled, and others at the edges of the fields. */
final class SampleMessages {

  private SampleMessages() {}

  /** The one whose bytes are in the golden file. */
  static Message of(MessageType type) {
    return switch (type) {
      case HELLO -> new Hello(1, 3, 4711, filled(32, 0x10));
      case CHALLENGE -> new Challenge(filled(32, 0x40), filled(32, 0x60));
      case PROOF -> new Proof(filled(32, 0x80));
      case WELCOME ->
          new Welcome(2, 500, 256 << 20, 64 << 10, 5_000, 200, 1L << 30, block("app.Init", 3));
      case READY -> new Ready();
      case START_FAILED -> new StartFailed(failure());
      case OPEN_JOB ->
          new OpenJob(7, CallShape.FUNCTION, 0x1122334455667788L, 90_000, block("app.F", 4));
      case RUN_CHUNK ->
          new RunChunk(
              7,
              99,
              LongRuns.rising(300, 301, 5),
              LongRuns.level(1, 2, 200),
              block("app.Arg", 2, 1, 3));
      case ITEMS_DONE ->
          new ItemsDone(
              7,
              99,
              true,
              new ChunkTimes(1, 128, 16_384, 0, 1L << 40, 200, 3),
              LongRuns.rising(0, 2),
              LongRuns.level(1_000, 70),
              block("app.Result", 1, 2),
              List.of(new TaskThrew(1, 5_000_000, failure()), unsent(3, Part.RESULT)));
      case CANCEL_JOB -> new CancelJob(7, true);
      case CLOSE_JOB -> new CloseJob(7);
      case SHUTDOWN -> new Shutdown();
      case GOODBYE -> new Goodbye(10, 2_000, 20, 1L << 33);
      case GROWN -> new Grown(64 << 20, 1L << 33);
      case RECALL_CHUNK -> new RecallChunk(7, 99);
      case CHUNK_RETURNED -> new ChunkReturned(7, 99);
    };
  }

  /** All of these, and the edges. */
  static List<Message> all() {
    List<Message> messages = new ArrayList<>();
    for (MessageType type : MessageType.values()) {
      messages.add(of(type));
    }
    messages.addAll(edges());
    messages.addAll(withBulk());
    for (CallShape shape : CallShape.values()) {
      messages.add(new OpenJob(Integer.MIN_VALUE, shape, -1, Long.MAX_VALUE, block("", 1)));
    }
    for (Part part : Part.values()) {
      messages.add(done(false, List.of(unsent(Integer.MAX_VALUE, part))));
    }
    messages.add(done(false, List.of(new TimedOut(2, 90_000_000_000L, failure().frames()))));
    return messages;
  }

  private static List<Message> withBulk() {
    long most = Long.MAX_VALUE;
    Bulk bulk = Bulk.unopened(7, new long[] {0, 1L << 40}, new long[] {1 << 20, 0});
    Bulk far =
        Bulk.unopened(most, new long[] {most - Integer.MAX_VALUE}, new long[] {Integer.MAX_VALUE});
    PayloadBlock values = block("app.Arg", 2, 1).with(bulk);
    return List.of(
        new RunChunk(7, 99, LongRuns.rising(1, 2), LongRuns.level(1, 1), values),
        new RunChunk(7, 99, LongRuns.rising(1), LongRuns.level(1), block("", 3).with(far)),
        new ItemsDone(
            7,
            99,
            false,
            ChunkTimes.NONE,
            LongRuns.rising(4, 5),
            LongRuns.level(6, 7),
            values,
            List.of()));
  }

  private static List<Message> edges() {
    byte[] shared = filled(40, 0);
    PayloadBlock inTheMiddle =
        new PayloadBlock(List.of("gr\u00fcn.\u4f60", ""), 10, new int[] {10, 30}, shared);
    long most = Long.MAX_VALUE;
    return List.of(
        new Hello(-1, Integer.MIN_VALUE, Long.MIN_VALUE, new byte[0]),
        new Challenge(new byte[0], new byte[500]),
        new Welcome(0, 1, 16, 0, 0, 0, 0, PayloadBlock.EMPTY),
        new StartFailed(bare()),
        new StartFailed(nested(FailureFields.MAX_DEPTH)),
        new RunChunk(1, -1, LongRuns.NONE, LongRuns.NONE, PayloadBlock.EMPTY),
        new RunChunk(
            -1,
            Long.MIN_VALUE,
            LongRuns.rising(most, 0),
            LongRuns.level(0, Integer.MAX_VALUE),
            inTheMiddle),
        new RunChunk(
            1,
            1,
            LongRuns.rising(most - 1, most, 4, 5, 6, 7, 8, 7),
            LongRuns.level(1, 1, 1, 1, 2, 2, 2, 2),
            block("x", 1, 1, 0, 300, 1, 1, 128, 127)),
        new ItemsDone(
            1,
            1,
            false,
            ChunkTimes.NONE,
            LongRuns.rising(0, 1, 2, 9, 8, Integer.MAX_VALUE - 1, Integer.MAX_VALUE),
            LongRuns.level(0, 127, 128, most, 1, 1, 1),
            block("x", 1, 1, 0, 300, 1, 1, 128),
            List.of()),
        done(false, List.of()),
        done(true, List.of()),
        new ItemsDone(
            1,
            1,
            true,
            new ChunkTimes(most, most, most, most, most, most, most),
            LongRuns.rising(0),
            LongRuns.level(most),
            block("x", 0),
            List.of()),
        new CancelJob(-1, false),
        new CloseJob(0),
        new Goodbye(-1, most, Long.MIN_VALUE, 0));
  }

  static ItemsDone done(boolean last, List<io.processpool.message.ItemFailure> failures) {
    return new ItemsDone(
        1, 2, last, ChunkTimes.NONE, LongRuns.NONE, LongRuns.NONE, PayloadBlock.EMPTY, failures);
  }

  /** Values of these lengths. */
  static PayloadBlock block(String className, int... lengths) {
    int[] ends = lengths.clone();
    Arrays.parallelPrefix(ends, Integer::sum);
    int size = ends[ends.length - 1];
    return new PayloadBlock(List.of(className), ends, filled(size, 0xA0));
  }

  static RemoteFailure bare() {
    return new RemoteFailure("E", null, List.of(), null, List.of(), PayloadBlock.EMPTY);
  }

  /** A failure with that many causes behind each other. */
  static RemoteFailure nested(int causes) {
    RemoteFailure failure = bare();
    for (int i = 0; i < causes; i++) {
      failure = new RemoteFailure("E" + i, "", List.of(), failure, List.of(), PayloadBlock.EMPTY);
    }
    return failure;
  }

  private static RemoteFailure failure() {
    List<StackTraceElement> frames =
        List.of(
            new StackTraceElement("app.Task", "call", "Task.java", 42),
            new StackTraceElement("app.Native", "read", null, -2));
    RemoteFailure cause =
        new RemoteFailure("app.Cause", null, List.of(), null, List.of(), PayloadBlock.EMPTY);
    return new RemoteFailure(
        "app.Broken", "gr\u00fcn", frames, cause, List.of(bare()), block("app.Broken", 5));
  }

  private static Unsent unsent(int position, Part part) {
    return new Unsent(
        position, part, new Unsendable("java.net.Socket", "field s", "cannot cross", "close it"));
  }

  private static byte[] filled(int count, int first) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }
}
