package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Values of the JDK that hold one or two others. */
final class Holders {

  private Holders() {}

  static Serializer<?> of(Fixed kind) {
    return switch (kind) {
      case OPTIONAL ->
          new Branch<Optional<?>>(
              (kryo, out, v) -> kryo.writeLabelled(out, "optional value", v.orElse(null)),
              (kryo, in) -> Optional.ofNullable(kryo.readLabelled(in, "optional value")));
      case ATOMIC_REFERENCE ->
          new Branch<AtomicReference<@Nullable Object>>(
              (kryo, out, v) -> kryo.writeLabelled(out, "referenced value", v.get()),
              (kryo, in) -> {
                AtomicReference<@Nullable Object> reference = new AtomicReference<>();
                kryo.reference(reference);
                reference.set(kryo.readLabelled(in, "referenced value"));
                return reference;
              });
      case ENTRY ->
          new Branch<Map.Entry<?, ?>>(
              Holders::putEntry,
              (kryo, in) -> new AbstractMap.SimpleEntry<>(key(kryo, in), value(kryo, in)));
      case FIXED_ENTRY ->
          new Branch<Map.Entry<?, ?>>(
              Holders::putEntry,
              (kryo, in) -> new AbstractMap.SimpleImmutableEntry<>(key(kryo, in), value(kryo, in)));
      case MAP_ENTRY -> new Branch<Map.Entry<?, ?>>(Holders::putEntry, Holders::takeMapEntry);
      case CLASS -> new Branch<Class<?>>(Holders::putClass, Holders::takeClass);
      case LAMBDA -> Lambdas.CARRIER;
      case SHARED -> Handles.BY_NUMBER;
      default -> optional(kind);
    };
  }

  private static Serializer<?> optional(Fixed kind) {
    return switch (kind) {
      case OPTIONAL_INT ->
          new Leaf<OptionalInt>(
              (out, v) -> {
                out.writeBoolean(v.isPresent());
                out.writeInt(v.orElse(0));
              },
              in -> present(in) ? OptionalInt.of(in.readInt()) : skipInt(in));
      case OPTIONAL_LONG ->
          new Leaf<OptionalLong>(
              (out, v) -> {
                out.writeBoolean(v.isPresent());
                out.writeLong(v.orElse(0));
              },
              in -> present(in) ? OptionalLong.of(in.readLong()) : skipLong(in));
      case OPTIONAL_DOUBLE ->
          new Leaf<OptionalDouble>(
              (out, v) -> {
                out.writeBoolean(v.isPresent());
                out.writeLong(Double.doubleToRawLongBits(v.orElse(0)));
              },
              in -> present(in) ? OptionalDouble.of(in.readDouble()) : skipDouble(in));
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  static void putClass(PayloadKryo kryo, PayloadOutput out, Class<?> type) {
    ((ClassWriter) kryo.getClassResolver()).writeName(out, type);
  }

  static Class<?> takeClass(PayloadKryo kryo, PayloadInput in) {
    return ((ClassReader) kryo.getClassResolver()).readName(in);
  }

  private static void putEntry(PayloadKryo kryo, PayloadOutput out, Map.Entry<?, ?> entry) {
    kryo.writeLabelled(out, "key", entry.getKey());
    kryo.writeLabelled(out, "value", entry.getValue());
  }

  private static Map.Entry<?, ?> takeMapEntry(PayloadKryo kryo, PayloadInput in) {
    Object key = key(kryo, in);
    Object value = value(kryo, in);
    if (key == null || value == null) {
      throw new Refused("", Reason.damaged("null in Map.entry"));
    }
    return Map.entry(key, value);
  }

  private static @Nullable Object key(PayloadKryo kryo, PayloadInput in) {
    return kryo.readLabelled(in, "key");
  }

  private static @Nullable Object value(PayloadKryo kryo, PayloadInput in) {
    return kryo.readLabelled(in, "value");
  }

  private static boolean present(PayloadInput in) {
    return in.readBoolean();
  }

  private static OptionalInt skipInt(PayloadInput in) {
    in.readInt();
    return OptionalInt.empty();
  }

  private static OptionalLong skipLong(PayloadInput in) {
    in.readLong();
    return OptionalLong.empty();
  }

  private static OptionalDouble skipDouble(PayloadInput in) {
    in.readDouble();
    return OptionalDouble.empty();
  }
}
