package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
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

  static Serializer<?> of(Fixed kind) {
    return kind == Fixed.ENUM_MAP
        ? new Branch<EnumMap<?, ?>>(EnumContainers::putMap, EnumContainers::takeMap)
        : new Branch<EnumSet<?>>(EnumContainers::putSet, EnumContainers::takeSet);
  }

  private static void putMap(PayloadKryo kryo, PayloadOutput out, EnumMap<?, ?> map) {
    putUniverse(kryo, out, map.isEmpty() ? null : map.keySet().iterator().next(), map);
    Entries.writeAll(kryo, out, map);
  }

  private static EnumMap<?, ?> takeMap(PayloadKryo kryo, PayloadInput in) {
    Map<@Nullable Object, @Nullable Object> map = emptyMap(kryo, in);
    kryo.reference(map);
    Entries.readAll(kryo, in, map, in.readCount(2));
    return (EnumMap<?, ?>) map;
  }

  private static void putSet(PayloadKryo kryo, PayloadOutput out, EnumSet<?> set) {
    putUniverse(kryo, out, set.isEmpty() ? null : set.iterator().next(), set);
    out.writeVarInt(set.size(), true);
    for (Enum<?> constant : set) {
      out.writeString(constant.name());
    }
  }

  private static EnumSet<?> takeSet(PayloadKryo kryo, PayloadInput in) {
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
  }

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
      Holders.putClass(kryo, out, ((Enum<?>) first).getDeclaringClass());
    } else {
      JavaSerialization.put(kryo, out, empty);
    }
  }

  private static @Nullable Class<?> takeUniverse(PayloadKryo kryo, PayloadInput in) {
    if (!in.readBoolean()) {
      return null;
    }
    Class<?> universe = Holders.takeClass(kryo, in);
    if (!universe.isEnum()) {
      throw new Refused(universe.getName(), Reason.damaged(universe.getName() + " is no enum"));
    }
    return universe;
  }
}
