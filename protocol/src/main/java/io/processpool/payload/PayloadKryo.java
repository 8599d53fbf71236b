package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/**
 * Kryo with our classes, references and depth. Serializers write and read their children here.
 * After a failure its depth and references are in an unknown state, so it is thrown away.
 */
final class PayloadKryo extends Kryo {

  private final PayloadSettings settings;
  private int nesting;

  PayloadKryo(PayloadSettings settings, OneWayClasses classes) {
    super(classes, new References());
    this.settings = settings;
    setClassLoader(settings.classLoader());
  }

  /** Called by Kryo's constructor some seventy times; classes are chosen for by {@link Choice}. */
  @Override
  @SuppressWarnings("rawtypes")
  public void addDefaultSerializer(Class type, Class<? extends Serializer> serializer) {}

  @Override
  @SuppressWarnings("rawtypes")
  public void addDefaultSerializer(Class type, Serializer serializer) {}

  PayloadSettings settings() {
    return settings;
  }

  void writeChild(Output output, @Nullable Object child) {
    descend();
    PayloadOutput out = (PayloadOutput) output;
    int start = out.position();
    long before = out.written();
    writeClassAndObject(out, child);
    out.wrote(child, start, before);
    nesting--;
  }

  @Nullable Object readChild(Input input) {
    descend();
    Object child = readClassAndObject(input);
    nesting--;
    return child;
  }

  private void descend() {
    if (++nesting > settings.maxDepth()) {
      throw new Refused("", Reason.tooDeep(settings.maxDepth()));
    }
  }

  /** Writes how many there are, and all. */
  void writeArray(Output output, @Nullable Object[] items) {
    output.writeVarInt(items.length, true);
    writeAll(output, items, true);
  }

  /** Writes all, without their number. */
  void writeAll(Output output, @Nullable Object[] items, boolean ordered) {
    int i = 0;
    try {
      for (; i < items.length; i++) {
        writeChild(output, items[i]);
      }
    } catch (RuntimeException | LinkageError e) {
      throw Refused.at(e, ordered ? "[" + i + "]" : "element", items[i]);
    }
  }

  /** Fills the array from its first place on. */
  void readAll(Input input, @Nullable Object[] items) {
    int i = 0;
    try {
      for (; i < items.length; i++) {
        items[i] = readChild(input);
      }
    } catch (RuntimeException | LinkageError e) {
      throw Refused.at(e, "[" + i + "]", null);
    }
  }

  /** Writes one child under a label that is known beforehand. */
  void writeLabelled(Output output, String label, @Nullable Object child) {
    try {
      writeChild(output, child);
    } catch (RuntimeException | LinkageError e) {
      throw Refused.at(e, label, child);
    }
  }

  /** Reads one child under a label that is known beforehand. */
  @Nullable Object readLabelled(Input input, String label) {
    try {
      return readChild(input);
    } catch (RuntimeException | LinkageError e) {
      throw Refused.at(e, label, null);
    }
  }
}
