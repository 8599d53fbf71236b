package io.processpool.payload;

import io.processpool.bulk.BulkOutlet;
import io.processpool.message.PayloadBlock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes values one behind the other into a block. Reusable; confined to one thread at a time.
 *
 * <p>Each value can be read without the others; they share only the table of class names. Objects
 * that occur twice in one value stay one object, but not across values. A refused value leaves no
 * trace in the block.
 */
public final class BlockEncoder {

  static {
    UnsafeSwitch.off();
  }

  private static final int FIRST_ENDS = 16;

  private final PayloadSettings settings;
  private final ClassWriter classes;
  private final PayloadOutput output;
  private @Nullable PayloadKryo kryo; // made when the first value needs it
  private int[] ends = new int[FIRST_ENDS];
  private int count;

  /**
   * An encoder with an empty block.
   *
   * @param settings the limits, the filter and the loader that must see every class written
   */
  public BlockEncoder(PayloadSettings settings) {
    this.settings = settings;
    this.classes = new ClassWriter(settings);
    this.output = new PayloadOutput(settings.maxValueBytes());
  }

  /**
   * Appends one value. If it throws, an {@link OutOfMemoryError} included, the block is as before.
   *
   * @param value any value, or {@code null}
   * @return how many bytes it takes, at least 1
   * @throws UnsendableException if the value, or something it refers to, cannot be sent
   */
  public int add(@Nullable Object value) throws UnsendableException {
    int at = output.position();
    if (count < ends.length
        && output.hasRoom(PlainValues.NUMBER_BYTES)
        && PlainValues.writeNumber(output, value)) { // which cannot fail where there is room
      return added() - at;
    }
    return addOther(value);
  }

  private int addOther(@Nullable Object value) throws UnsendableException {
    long before = output.written();
    int start = output.position();
    int names = classes.tableSize();
    try {
      output.beginValue();
      if (!PlainValues.write(output, value) && !Lambdas.writePlain(output, classes, value)) {
        kryo().writeChild(output, value);
      }
      output.endValue();
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, count * 2);
      }
    } catch (Throwable failure) {
      output.truncate(start);
      classes.truncate(names);
      kryo = null;
      throw Failures.onWrite(failure, value, settings);
    }
    added();
    return (int) (output.written() - before);
  }

  private PayloadKryo kryo() {
    PayloadKryo made = kryo;
    if (made == null) {
      made = new PayloadKryo(settings, classes);
      kryo = made;
    }
    return made;
  }

  /** A value is complete; where it ends. */
  private int added() {
    output.bulk().valueEnds(count);
    int end = output.position();
    ends[count++] = end;
    return end;
  }

  /**
   * How many values the block holds so far.
   *
   * @return the number of values since the last {@link #finish()}
   */
  public int count() {
    return count;
  }

  /**
   * How long the block is so far, with its bulk, without its table of names.
   *
   * @return bytes
   */
  public long size() {
    return output.written();
  }

  /**
   * Says where large arrays go from now on; to be called between blocks.
   *
   * @param outlet {@code null} if they go with their values
   */
  public void writeBulkTo(@Nullable BulkOutlet outlet) {
    output.bulk().use(outlet);
  }

  /**
   * The large objects in the block so far.
   *
   * @return their places, each behind those inside of it
   */
  public List<LargePart> largeParts() {
    return output.largeParts();
  }

  /**
   * From now on large arrays are neither copied nor kept: their sizes count, and whoever reads the
   * block finds zeros in them.
   */
  void measureBulkOnly() {
    output.bulk().measureOnly();
  }

  /**
   * Hands the block over and starts an empty one.
   *
   * @return the block, which later calls do not touch
   */
  public PayloadBlock finish() {
    PayloadBlock block =
        new PayloadBlock(classes.names(), Arrays.copyOf(ends, count), output.handOver())
            .with(output.bulk().finish(count));
    classes.truncate(0);
    count = 0;
    if (ends.length > 1 << 16) {
      ends = new int[FIRST_ENDS];
    }
    return block;
  }

  @Override
  public String toString() {
    return "BlockEncoder[" + count + " values, " + size() + " B]";
  }
}
