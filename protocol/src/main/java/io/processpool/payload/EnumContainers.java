package io.processpool.payload;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code EnumMap} and {@code EnumSet}. Neither tells the class of its enum when it is empty, so an
 * empty one travels by Java serialization, which the JDK lets see the field.
 */
@SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
final class EnumContainers {

  static final Branch<EnumMap<?, ?>> MAP =
      new Branch<>(
          (kryo, out, v) -> {
            putUniverse(kryo, out, v.isEmpty() ? null : v.keySet().iterator().next(), v);
            Entries.writeAll(kryo, out, v);
          },
          (kryo, in) -> {
            Map<@Nullable Object, @Nullable Object> map = emptyMap(kryo, in);
            kryo.reference(map);
            Entries.readAll(kryo, in, map, in.readCount(2));
            return (EnumMap<?, ?>) map;
          });

  static final Branch<EnumSet<?>> SET =
      new Branch<>(
          (kryo, out, v) -> {
            putUniverse(kryo, out, v.isEmpty() ? null : v.iterator().next(), v);
            out.writeVarInt(v.size(), true);
            for (Enum<?> constant : v) {
              out.writeString(constant.name());
            }
          },
          (kryo, in) -> {
            Class<?> universe = takeUniverse(kryo, in);
            EnumSet set =
                universe == null
                    ? (EnumSet) JavaSerialization.take(kryo, in)
                    : EnumSet.noneOf((Class) universe);
            int count = in.readCount(1);
            for (int i = 0; i < count; i++) {
              set.add(Enum.valueOf((Class) universe, in.readString()));
            }
            return set;
          });

  private static final int REFERENCE_BYTES = 4;

  /** How many constants an enum has; asking for them makes a copy. */
  private static final ClassValue<Integer> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> universe) {
          return universe.getEnumConstants().length;
        }
      };

  private EnumContainers() {}

  private static Map<@Nullable Object, @Nullable Object> emptyMap(
      PayloadKryo kryo, PayloadInput in) {
    Class<?> universe = takeUniverse(kryo, in);
    if (universe == null) {
      return (Map) JavaSerialization.take(kryo, in);
    }
    in.takeRoom((long) REFERENCE_BYTES * CONSTANTS.get(universe));
    return new EnumMap(universe);
  }

  private static void putUniverse(
      PayloadKryo kryo, PayloadOutput out, @Nullable Object first, Object empty) {
    out.writeBoolean(first != null);
    if (first != null) {
      Holders.CLASS.write(kryo, out, ((Enum<?>) first).getDeclaringClass());
    } else {
      JavaSerialization.put(kryo, out, empty);
    }
  }

  private static @Nullable Class<?> takeUniverse(PayloadKryo kryo, PayloadInput in) {
    if (!in.readBoolean()) {
      return null;
    }
    Class<?> universe = Holders.CLASS.read(kryo, in, (Class) Class.class);
    if (!universe.isEnum()) {
      throw new Refused(universe.getName(), Reason.damaged(universe.getName() + " is no enum"));
    }
    return universe;
  }
}
