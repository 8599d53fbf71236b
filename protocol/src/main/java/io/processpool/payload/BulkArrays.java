package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.lang.reflect.Array;

/**
 * Arrays of primitives: the count, then the elements as little-endian bytes, copied in bulk. Large
 * ones lie in a file beside the socket where there is one, so they need no second buffer.
 */
final class BulkArrays {

  private BulkArrays() {}

  static Serializer<?> of(Fixed kind) {
    return switch (kind) {
      case BOOLEANS -> new Leaf<boolean[]>(BulkArrays::putBooleans, BulkArrays::takeBooleans);
      case BYTES -> new Leaf<byte[]>(BulkArrays::putBytes, BulkArrays::takeBytes);
      case CHARS ->
          new Leaf<char[]>(
              (out, v) ->
                  out.elements(v.length, 2, (b, from, n) -> b.asCharBuffer().put(v, from, n)),
              in -> {
                char[] v = new char[in.readElements(2)];
                in.elements(v.length, 2, (b, from, n) -> b.asCharBuffer().get(v, from, n));
                return v;
              });
      case SHORTS ->
          new Leaf<short[]>(
              (out, v) ->
                  out.elements(v.length, 2, (b, from, n) -> b.asShortBuffer().put(v, from, n)),
              in -> {
                short[] v = new short[in.readElements(2)];
                in.elements(v.length, 2, (b, from, n) -> b.asShortBuffer().get(v, from, n));
                return v;
              });
      case OBJECTS -> new ArrayElements(Object.class);
      case STRINGS -> new ArrayElements(String.class);
      case BYTE_BUFFER -> Buffers.COPY;
      default -> ofNumbers(kind);
    };
  }

  private static Serializer<?> ofNumbers(Fixed kind) {
    return switch (kind) {
      case INTS ->
          new Leaf<int[]>(
              (out, v) ->
                  out.elements(v.length, 4, (b, from, n) -> b.asIntBuffer().put(v, from, n)),
              in -> {
                int[] v = new int[in.readElements(4)];
                in.elements(v.length, 4, (b, from, n) -> b.asIntBuffer().get(v, from, n));
                return v;
              });
      case LONGS -> new Leaf<long[]>(BulkArrays::putLongs, BulkArrays::takeLongs);
      case FLOATS ->
          new Leaf<float[]>(
              (out, v) ->
                  out.elements(v.length, 4, (b, from, n) -> b.asFloatBuffer().put(v, from, n)),
              in -> {
                float[] v = new float[in.readElements(4)];
                in.elements(v.length, 4, (b, from, n) -> b.asFloatBuffer().get(v, from, n));
                return v;
              });
      case DOUBLES ->
          new Leaf<double[]>(
              (out, v) ->
                  out.elements(v.length, 8, (b, from, n) -> b.asDoubleBuffer().put(v, from, n)),
              in -> {
                double[] v = new double[in.readElements(8)];
                in.elements(v.length, 8, (b, from, n) -> b.asDoubleBuffer().get(v, from, n));
                return v;
              });
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  static void putBytes(PayloadOutput out, byte[] array) {
    out.elements(array.length, 1, (bytes, from, count) -> bytes.put(array, from, count));
  }

  static byte[] takeBytes(PayloadInput in) {
    byte[] array = new byte[in.readElements(1)];
    in.elements(array.length, 1, (bytes, from, count) -> bytes.get(array, from, count));
    return array;
  }

  static void putLongs(PayloadOutput out, long[] array) {
    out.elements(array.length, 8, (b, from, count) -> b.asLongBuffer().put(array, from, count));
  }

  static long[] takeLongs(PayloadInput in) {
    long[] array = new long[in.readElements(8)];
    in.elements(array.length, 8, (b, from, count) -> b.asLongBuffer().get(array, from, count));
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
    out.elements(
        array.length,
        1,
        (bytes, from, count) -> {
          for (int i = from; i < from + count; i++) {
            bytes.put((byte) (array[i] ? 1 : 0));
          }
        });
  }

  private static boolean[] takeBooleans(PayloadInput in) {
    boolean[] array = new boolean[in.readElements(1)];
    in.elements(
        array.length,
        1,
        (bytes, from, count) -> {
          for (int i = from; i < from + count; i++) {
            array[i] = bytes.get() != 0;
          }
        });
    return array;
  }
}
