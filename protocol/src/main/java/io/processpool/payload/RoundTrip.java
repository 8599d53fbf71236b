package io.processpool.payload;

import io.processpool.message.PayloadBlock;
import io.processpool.message.Unsendable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The preflight: finds out in the caller's stack whether a value survives the way to a worker.
 * Reusable, because its coders are costly to make; confined to one thread at a time.
 */
public final class RoundTrip {

  static {
    UnsafeSwitch.off();
  }

  private static final Set<Class<?>> SURVIVES =
      Set.of(
          Boolean.class,
          Byte.class,
          Character.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          UUID.class);

  private static final long HEADER_BYTES = 16;

  private final PayloadSettings settings;
  private @Nullable BlockEncoder encoder;
  private @Nullable BlockDecoder decoder;

  /**
   * A preflight that has checked nothing.
   *
   * @param settings with the class loader that a worker will use
   */
  public RoundTrip(PayloadSettings settings) {
    this.settings = settings;
  }

  /**
   * {@link #check(Object)} for once; thread-safe.
   *
   * @param value any value, or {@code null}
   * @param settings with the class loader that a worker will use
   * @throws UnsendableException if it cannot be written, or cannot be read back
   */
  public static void check(@Nullable Object value, PayloadSettings settings)
      throws UnsendableException {
    new RoundTrip(settings).check(value);
  }

  /**
   * Writes the value and reads it back. Values that always survive are only measured. Runs code of
   * the user, as reading does.
   *
   * @param value any value, or {@code null}
   * @throws UnsendableException if it cannot be written, or cannot be read back
   */
  public void check(@Nullable Object value) throws UnsendableException {
    if (value == null || survives(value, settings)) {
      return;
    }
    if (encoder == null) {
      encoder = new BlockEncoder(settings);
      encoder.measureBulkOnly(); // an array of primitives survives, and may be most of the heap
    }
    encoder.add(value);
    PayloadBlock block = encoder.finish();
    if (decoder == null) {
      decoder = new BlockDecoder(settings);
    }
    try {
      decoder.decode(block, 0);
    } catch (UnreadableException e) {
      if (block.bulk() == null) {
        throw new UnsendableException(asWritten(value, e.problem()), e);
      }
      checkWhole(value);
    }
  }

  /** The zeros in place of its large arrays may be all that was wrong with it. */
  private void checkWhole(Object value) throws UnsendableException {
    BlockEncoder whole = new BlockEncoder(settings);
    whole.add(value);
    try {
      new BlockDecoder(settings).decode(whole.finish(), 0);
    } catch (UnreadableException e) {
      throw new UnsendableException(asWritten(value, e.problem()), e);
    }
  }

  private static boolean survives(Object value, PayloadSettings settings) {
    // Short ones only: a long one may exceed the size limit, which the encoder checks.
    if (value instanceof String text) {
      return text.length() < settings.maxValueBytes() / 4;
    }
    if (value instanceof BigInteger number) {
      return number.bitLength() < settings.maxValueBytes();
    }
    if (value instanceof BigDecimal number) {
      return number.unscaledValue().bitLength() < settings.maxValueBytes();
    }
    long bytes = BulkArrays.bytes(value);
    return bytes < 0
        ? SURVIVES.contains(value.getClass())
        : bytes < settings.maxValueBytes() - HEADER_BYTES;
  }

  private static Unsendable asWritten(Object value, Unsendable problem) {
    String type = problem.type().isEmpty() ? value.getClass().getName() : problem.type();
    Reason reason = Reason.onlyOnRead(problem.reason());
    boolean general = problem.remedy().isEmpty() || problem.remedy().equals(Reason.GENERAL_REMEDY);
    return new Unsendable(
        type, problem.path(), reason.text(), general ? reason.remedy() : problem.remedy());
  }
}
