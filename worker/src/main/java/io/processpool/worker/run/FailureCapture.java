package io.processpool.worker.run;

import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.Thrown;
import io.processpool.payload.UnsendableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns an exception into data: first what needs no user class, then, if it can be sent, the
 * exception itself. Survives exceptions whose own methods throw. Confined to the task thread.
 */
public final class FailureCapture {

  private static final int MAX_FRAMES = 200;
  private static final int MAX_CHAIN = 20;

  /** A chain of messages of this length still fits a frame beside the largest original. */
  static final int MAX_MESSAGE_CHARS = 128 << 10;

  private final BlockEncoder encoder;

  /** Encodes the originals with an encoder of its own. */
  public FailureCapture(BlockEncoder encoder) {
    this.encoder = encoder;
  }

  /** The exception as data. */
  public RemoteFailure capture(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return capture(thrown, encodeOriginal(thrown), seen);
  }

  private RemoteFailure capture(Throwable thrown, PayloadBlock original, Set<Throwable> seen) {
    seen.add(thrown);
    Throwable cause = Thrown.causeOf(thrown);
    RemoteFailure causeData = null;
    if (cause != null && seen.size() < MAX_CHAIN && !seen.contains(cause)) {
      causeData = capture(cause, PayloadBlock.EMPTY, seen);
    }
    List<RemoteFailure> suppressed = new ArrayList<>();
    for (Throwable each : thrown.getSuppressed()) {
      if (seen.size() < MAX_CHAIN && !seen.contains(each)) {
        suppressed.add(capture(each, PayloadBlock.EMPTY, seen));
      }
    }
    return new RemoteFailure(
        thrown.getClass().getName(),
        messageOf(thrown),
        framesOf(thrown),
        causeData,
        suppressed,
        original);
  }

  private static @Nullable String messageOf(Throwable thrown) {
    String message = Thrown.messageOf(thrown);
    return message == null || message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS)
            + "... ("
            + (message.length() - MAX_MESSAGE_CHARS)
            + " more characters)";
  }

  private static List<StackTraceElement> framesOf(Throwable thrown) {
    @Nullable StackTraceElement @Nullable [] frames;
    try {
      frames = thrown.getStackTrace();
    } catch (Throwable e) { // user code; the failure goes without its stack
      return List.of();
    }
    if (frames == null) {
      return List.of();
    }
    return Arrays.stream(frames).filter(Objects::nonNull).limit(MAX_FRAMES).toList();
  }

  private PayloadBlock encodeOriginal(Throwable thrown) {
    try {
      encoder.add(thrown);
      return encoder.finish();
    } catch (UnsendableException e) {
      encoder.finish();
      return PayloadBlock.EMPTY;
    }
  }
}
