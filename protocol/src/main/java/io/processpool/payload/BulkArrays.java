package io.processpool.payload;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/**
 * Arrays of primitives: the count, then the elements as little-endian bytes, copied in bulk. The
 * bytes stand where they are read from, so a large array needs no second buffer.
 */
final class BulkArrays {

  static final Leaf<boolean[]> BOOLEANS =
      new Leaf<>(BulkArrays::putBooleans, BulkArrays::takeBooleans);
  static final Leaf<byte[]> BYTES = new Leaf<>(BulkArrays::putBytes, BulkArrays::takeBytes);
  static final Leaf<char[]> CHARS =
      new Leaf<>(
          (out, v) -> {
            out.writeVarInt(v.length, true);
            out.bulk(2L * v.length).asCharBuffer().put(v);
          },
          in -> {
            char[] array = new char[in.readCount(2)];
            in.bulk(2 * array.length).asCharBuffer().get(array);
            return array;
          });
  static final Leaf<short[]> SHORTS =
      new Leaf<>(
          (out, v) -> {
            out.writeVarInt(v.length, true);
            out.bulk(2L * v.length).asShortBuffer().put(v);
          },
          in -> {
            short[] array = new short[in.readCount(2)];
            in.bulk(2 * array.length).asShortBuffer().get(array);
            return array;
          });
  static final Leaf<int[]> INTS =
      new Leaf<>(
          (out, v) -> {
            out.writeVarInt(v.length, true);
            out.bulk(4L * v.length).asIntBuffer().put(v);
          },
          in -> {
            int[] array = new int[in.readCount(4)];
            in.bulk(4 * array.length).asIntBuffer().get(array);
            return array;
          });
  static final Leaf<long[]> LONGS = new Leaf<>(BulkArrays::putLongs, BulkArrays::takeLongs);
  static final Leaf<float[]> FLOATS =
      new Leaf<>(
          (out, v) -> {
            out.writeVarInt(v.length, true);
            out.bulk(4L * v.length).asFloatBuffer().put(v);
          },
          in -> {
            float[] array = new float[in.readCount(4)];
            in.bulk(4 * array.length).asFloatBuffer().get(array);
            return array;
          });
  static final Leaf<double[]> DOUBLES =
      new Leaf<>(
          (out, v) -> {
            out.writeVarInt(v.length, true);
            out.bulk(8L * v.length).asDoubleBuffer().put(v);
          },
          in -> {
            double[] array = new double[in.readCount(8)];
            in.bulk(8 * array.length).asDoubleBuffer().get(array);
            return array;
          });

  private BulkArrays() {}

  static void putBytes(PayloadOutput out, byte[] array) {
    out.writeVarInt(array.length, true);
    out.bulk(array.length).put(array);
  }

  static byte[] takeBytes(PayloadInput in) {
    byte[] array = new byte[in.readCount(1)];
    in.bulk(array.length).get(array);
    return array;
  }

  static void putLongs(PayloadOutput out, long[] array) {
    out.writeVarInt(array.length, true);
    out.bulk(8L * array.length).asLongBuffer().put(array);
  }

  static long[] takeLongs(PayloadInput in) {
    long[] array = new long[in.readCount(8)];
    in.bulk(8 * array.length).asLongBuffer().get(array);
    return array;
  }

  /** The bytes of an array of primitives; negative for anything else. */
  static long bytes(Object array) {
    Class<?> component = array.getClass().getComponentType();
    if (component == null || !component.isPrimitive()) {
      return -1;
    }
    long length = Array.getLength(array);
    if (component == long.class || component == double.class) {
      return length * Long.BYTES;
    }
    if (component == int.class || component == float.class) {
      return length * Integer.BYTES;
    }
    return component == char.class || component == short.class ? length * Short.BYTES : length;
  }

  private static void putBooleans(PayloadOutput out, boolean[] array) {
    out.writeVarInt(array.length, true);
    ByteBuffer bytes = out.bulk(array.length);
    for (boolean element : array) {
      bytes.put((byte) (element ? 1 : 0));
    }
  }

  private static boolean[] takeBooleans(PayloadInput in) {
    boolean[] array = new boolean[in.readCount(1)];
    ByteBuffer bytes = in.bulk(array.length);
    for (int i = 0; i < array.length; i++) {
      array[i] = bytes.get() != 0;
    }
    return array;
  }
}
