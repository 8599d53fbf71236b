package io.processpool.payload;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Values of the JDK that hold one or two others. */
final class Holders {

  static final Branch<Optional<?>> OPTIONAL =
      new Branch<>(
          (kryo, out, v) -> kryo.writeLabelled(out, "optional value", v.orElse(null)),
          (kryo, in) -> Optional.ofNullable(kryo.readLabelled(in, "optional value")));
  static final Leaf<OptionalInt> OPTIONAL_INT =
      new Leaf<>(
          (out, v) -> {
            out.writeBoolean(v.isPresent());
            out.writeInt(v.orElse(0));
          },
          in -> present(in) ? OptionalInt.of(in.readInt()) : skipInt(in));
  static final Leaf<OptionalLong> OPTIONAL_LONG =
      new Leaf<>(
          (out, v) -> {
            out.writeBoolean(v.isPresent());
            out.writeLong(v.orElse(0));
          },
          in -> present(in) ? OptionalLong.of(in.readLong()) : skipLong(in));
  static final Leaf<OptionalDouble> OPTIONAL_DOUBLE =
      new Leaf<>(
          (out, v) -> {
            out.writeBoolean(v.isPresent());
            out.writeDouble(v.orElse(0));
          },
          in -> present(in) ? OptionalDouble.of(in.readDouble()) : skipDouble(in));
  static final Branch<AtomicReference<@Nullable Object>> ATOMIC_REFERENCE =
      new Branch<>(
          (kryo, out, v) -> kryo.writeLabelled(out, "referenced value", v.get()),
          (kryo, in) -> {
            AtomicReference<@Nullable Object> reference = new AtomicReference<>();
            kryo.reference(reference);
            reference.set(kryo.readLabelled(in, "referenced value"));
            return reference;
          });
  static final Branch<Map.Entry<?, ?>> ENTRY =
      new Branch<>(
          Holders::putEntry,
          (kryo, in) -> new AbstractMap.SimpleEntry<>(key(kryo, in), value(kryo, in)));
  static final Branch<Map.Entry<?, ?>> FIXED_ENTRY =
      new Branch<>(
          Holders::putEntry,
          (kryo, in) -> new AbstractMap.SimpleImmutableEntry<>(key(kryo, in), value(kryo, in)));
  static final Branch<Map.Entry<?, ?>> MAP_ENTRY =
      new Branch<>(Holders::putEntry, Holders::takeMapEntry);
  static final Branch<Class<?>> CLASS =
      new Branch<>(
          (kryo, out, v) -> ((ClassWriter) kryo.getClassResolver()).writeName(out, v),
          (kryo, in) -> ((ClassReader) kryo.getClassResolver()).readName(in));
  static final Branch<Object[]> ARRAY =
      new Branch<>(
          (kryo, out, v) -> {
            out.writeVarInt(v.length, true);
            kryo.writeAll(out, v, true);
          },
          (kryo, in) -> {
            Object[] array = new Object[in.readCount(1)];
            kryo.reference(array);
            kryo.readAll(in, array);
            return array;
          });
  static final Branch<List<?>> AS_LIST =
      new Branch<>(
          (kryo, out, v) -> ARRAY.write(kryo, out, v.toArray()),
          (kryo, in) -> {
            @Nullable Object[] array = new @Nullable Object[in.readCount(1)];
            List<@Nullable Object> list = Arrays.asList(array);
            kryo.reference(list);
            kryo.readAll(in, array);
            return list;
          });

  private Holders() {}

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
