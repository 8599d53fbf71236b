package io.processpool.payload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;

/**
 * Classes that say themselves how they are serialized, and serializable classes of the JDK whose
 * fields are closed to Kryo: they travel as a nested stream of Java serialization. The whole graph
 * below such an object is in that stream.
 */
final class JavaSerialization {

  static final Branch<Object> NESTED =
      new Branch<>(JavaSerialization::put, JavaSerialization::take);

  private JavaSerialization() {}

  static void put(PayloadKryo kryo, PayloadOutput out, Object value) {
    Bytes bytes = new Bytes(kryo.settings().maxValueBytes());
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(value);
    } catch (NotSerializableException e) {
      throw refused(value, e);
    } catch (IOException e) {
      throw new Refused(value.getClass().getName(), Reason.failed(e), e);
    }
    out.writeVarInt(bytes.size(), true);
    out.bulk(bytes.size()).put(bytes.array(), 0, bytes.size());
  }

  static Object take(PayloadKryo kryo, PayloadInput in) {
    int length = in.readCount(1);
    int start = in.position();
    in.setPosition(start + length);
    ByteArrayInputStream bytes = new ByteArrayInputStream(in.getBuffer(), start, length);
    try (NestedStream stream = new NestedStream(bytes, length, kryo.settings())) {
      Object value = stream.readObject();
      if (value == null) {
        throw new Refused("", Reason.damaged("no object in the nested stream"));
      }
      return value;
    } catch (IOException | ClassNotFoundException e) {
      // What the filter throws arrives as the cause of an InvalidClassException.
      throw Thrown.causeOf(e) instanceof Refused refused
          ? refused
          : new Refused("", Reason.failed(e), e);
    }
  }

  // The message is the name of the class; an object of the JDK may add words behind it.
  private static Refused refused(Object value, NotSerializableException failure) {
    String message = Thrown.messageOf(failure);
    String inside = message == null ? "" : message.split("[ :]", 2)[0];
    String type = value.getClass().getName();
    if (inside.isEmpty() || inside.equals(type)) {
      return new Refused(type, Reason.failed(failure), failure);
    }
    return new Refused(
        inside, Reason.javaSerialization(TypeNames.full(type), TypeNames.full(inside)), failure);
  }

  /** Stops at the limit, before a large graph is wholly in memory, and lends its array. */
  private static final class Bytes extends ByteArrayOutputStream {
    private final int limit;

    Bytes(int limit) {
      super(256);
      this.limit = limit;
    }

    byte[] array() {
      return buf;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // confined to one thread
    public void write(int b) {
      check(1);
      super.write(b);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // confined to one thread
    public void write(byte[] b, int off, int len) {
      check(len);
      super.write(b, off, len);
    }

    private void check(int more) {
      long end = (long) count + more;
      if (end > limit) {
        throw new Refused("", Reason.tooLarge(end, limit));
      }
    }
  }
}
