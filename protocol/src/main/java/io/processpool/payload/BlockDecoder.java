package io.processpool.payload;

import io.processpool.message.PayloadBlock;
import io.processpool.message.Unsendable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of a block back into objects. Reusable; confined to one thread at a time. Runs code
 * of the user: constructors, {@code readObject}, {@code hashCode} of keys.
 */
public final class BlockDecoder {

  static {
    UnsafeSwitch.off();
  }

  private final PayloadSettings settings;
  private final ClassReader classes;
  private final int mostPlain;
  private final PayloadInput input = new PayloadInput();
  private @Nullable PayloadKryo kryo; // made when the first value needs it

  /**
   * A decoder for any number of blocks.
   *
   * @param settings the limits, the filter and the loader of the user's classes
   */
  public BlockDecoder(PayloadSettings settings) {
    this.settings = settings;
    this.classes = new ClassReader(settings);
    this.mostPlain = Math.min(PlainValues.MOST_BYTES, settings.maxValueBytes());
  }

  /**
   * Reads one value; each call makes a new object. One whose large arrays lie beside the socket can
   * be read once.
   *
   * @param block from a {@link BlockEncoder}, or from a peer that is not trusted
   * @param index 0 to {@code block.count() - 1}
   * @return the value, {@code null} if that is what was sent
   * @throws UnreadableException if the bytes, or code of the user that runs while reading, fail
   * @throws IndexOutOfBoundsException if there is no such value
   * @throws OutOfMemoryError if memory ran out, also when other code wrapped the error
   */
  public @Nullable Object decode(PayloadBlock block, int index) throws UnreadableException {
    Objects.checkIndex(index, block.count());
    int start = block.start(index);
    int end = block.ends()[index];
    Object plain =
        start >= 0 && end <= block.bytes().length && end - start <= mostPlain
            ? PlainValues.read(block.bytes(), start, end)
            : PlainValues.OTHER;
    return plain == PlainValues.OTHER || block.bulk() != null ? decodeOther(block, index) : plain;
  }

  private @Nullable Object decodeOther(PayloadBlock block, int index) throws UnreadableException {
    checkBounds(block, index);
    try {
      classes.use(block.classNames());
      input.open(block, index);
      Object value = read(block, index);
      if (input.left() > 0) {
        throw new Refused("", Reason.damaged(input.left() + " B left over"));
      }
      return value;
    } catch (Throwable failure) {
      kryo = null;
      throw Failures.onRead(failure, settings);
    } finally {
      input.release();
    }
  }

  private @Nullable Object read(PayloadBlock block, int index) {
    if (Lambdas.isAhead(input)) {
      Object plain = Lambdas.readPlain(input, classes);
      if (plain != null) {
        return plain;
      }
      input.open(block, index); // from its beginning, with what it captured
    }
    return kryo().readChild(input);
  }

  private PayloadKryo kryo() {
    PayloadKryo made = kryo;
    if (made == null) {
      made = new PayloadKryo(settings, classes);
      kryo = made;
    }
    return made;
  }

  private void checkBounds(PayloadBlock block, int index) throws UnreadableException {
    int start = block.start(index);
    int end = block.ends()[index];
    Reason reason = null;
    if (start < 0 || end < start || end > block.bytes().length) {
      reason =
          Reason.damaged("value at " + start + ".." + end + " of " + block.bytes().length + " B");
    } else if (block.weight(index) > settings.maxValueBytes()) {
      reason = Reason.tooLarge(block.weight(index), settings.maxValueBytes());
    }
    if (reason != null) {
      throw new UnreadableException(new Unsendable("", "", reason.text(), reason.remedy()), null);
    }
  }
}
