package io.processpool.codec;

import io.processpool.frame.FrameException;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemFailure.Part;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.TimedOut;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Unsendable;
import java.util.ArrayList;
import java.util.List;

/** The layout of failures, which nest. */
final class FailureFields {

  /**
   * Causes and suppressed ones deeper than this are cut off by the writer, refused by the reader.
   */
  static final int MAX_DEPTH = 32;

  private static final int THREW = 1;
  private static final int UNSENT = 2;
  private static final int TIMED_OUT = 3;

  private FailureFields() {}

  static void writeAll(List<ItemFailure> failures, BodyWriter out) {
    out.varint(failures.size());
    for (ItemFailure failure : failures) {
      out.varint(failure.position());
      if (failure instanceof TaskThrew threw) {
        out.u8(THREW).varint(threw.nanos());
        write(threw.failure(), out);
      } else if (failure instanceof Unsent unsent) {
        out.u8(UNSENT).u8(unsent.part().number());
        Unsendable problem = unsent.problem();
        out.string(problem.type()).string(problem.path());
        out.string(problem.reason()).string(problem.remedy());
      } else if (failure instanceof TimedOut late) {
        out.u8(TIMED_OUT).varint(late.nanos());
        writeFrames(late.stack(), out);
      }
    }
  }

  static List<ItemFailure> readAll(BodyReader in) {
    int count = in.count("failures", 3);
    if (count == 0) {
      return List.of(); // mostly
    }
    List<ItemFailure> failures = new ArrayList<>(BodyReader.capacity(count));
    for (int i = 0; i < count; i++) {
      int position = in.natural("item position");
      int kind = in.u8();
      failures.add(
          switch (kind) {
            case THREW -> new TaskThrew(position, in.nanos("item time"), read(in));
            case UNSENT -> unsent(position, in);
            case TIMED_OUT -> new TimedOut(position, in.nanos("item time"), readFrames(in));
            default -> throw new FrameException("failure kind " + kind + " (expected: 1 to 3)");
          });
    }
    return failures;
  }

  static void write(RemoteFailure failure, BodyWriter out) {
    write(failure, out, 0);
  }

  private static void write(RemoteFailure failure, BodyWriter out, int depth) {
    out.string(failure.type()).optionalString(failure.message());
    writeFrames(failure.frames(), out);
    RemoteFailure cause = depth < MAX_DEPTH ? failure.cause() : null;
    out.u8(cause == null ? 0 : 1);
    if (cause != null) {
      write(cause, out, depth + 1);
    }
    List<RemoteFailure> suppressed = depth < MAX_DEPTH ? failure.suppressed() : List.of();
    out.varint(suppressed.size());
    for (RemoteFailure each : suppressed) {
      write(each, out, depth + 1);
    }
    out.block(failure.original());
  }

  static RemoteFailure read(BodyReader in) {
    return read(in, 0);
  }

  private static RemoteFailure read(BodyReader in, int depth) {
    if (depth > MAX_DEPTH) {
      throw new FrameException("failure nested deeper than " + MAX_DEPTH);
    }
    String type = in.string("failure type");
    String message = in.optionalString("failure message");
    List<StackTraceElement> frames = readFrames(in);
    RemoteFailure cause = in.flag("cause") ? read(in, depth + 1) : null;
    int suppressedCount = in.count("suppressed failures", 6);
    List<RemoteFailure> suppressed = new ArrayList<>(BodyReader.capacity(suppressedCount));
    for (int i = 0; i < suppressedCount; i++) {
      suppressed.add(read(in, depth + 1));
    }
    PayloadBlock original = in.block();
    return new RemoteFailure(type, message, frames, cause, suppressed, original);
  }

  private static void writeFrames(List<StackTraceElement> frames, BodyWriter out) {
    out.varint(frames.size());
    for (StackTraceElement frame : frames) {
      out.string(frame.getClassName()).string(frame.getMethodName());
      out.optionalString(frame.getFileName()).i32(frame.getLineNumber());
    }
  }

  private static List<StackTraceElement> readFrames(BodyReader in) {
    int count = in.count("stack frames", 7);
    List<StackTraceElement> frames = new ArrayList<>(BodyReader.capacity(count));
    for (int i = 0; i < count; i++) {
      frames.add(
          new StackTraceElement(
              in.string("frame class"),
              in.string("frame method"),
              in.optionalString("frame file"),
              in.i32()));
    }
    return frames;
  }

  private static Unsent unsent(int position, BodyReader in) {
    int number = in.u8();
    for (Part part : Part.values()) {
      if (part.number() == number) {
        Unsendable problem =
            new Unsendable(
                in.string("type"), in.string("path"), in.string("reason"), in.string("remedy"));
        return new Unsent(position, part, problem);
      }
    }
    throw new FrameException("unsent part " + number + " (expected: 1 to 3)");
  }
}
