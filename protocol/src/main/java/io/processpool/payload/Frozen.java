package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code List.of}, {@code Set.of}, {@code Map.of}: they exist only after what they contain. */
final class Frozen {

  private Frozen() {}

  static Serializer<?> of(Fixed kind) {
    return switch (kind) {
      case LIST_OF -> new Branch<List<?>>(Frozen::put, (kryo, in) -> list(elements(kryo, in)));
      case SET_OF ->
          new Branch<Set<?>>(Frozen::put, (kryo, in) -> Set.of(nonNull(elements(kryo, in))));
      case MAP_OF -> new Branch<Map<?, ?>>(Entries::writeAll, Frozen::map);
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  private static void put(PayloadKryo kryo, PayloadOutput out, Collection<?> elements) {
    kryo.writeArray(out, elements.toArray());
  }

  private static @Nullable Object[] elements(PayloadKryo kryo, PayloadInput in) {
    @Nullable Object[] array = new @Nullable Object[in.readCount(1)];
    kryo.readAll(in, array);
    return array;
  }

  // Stream.toList() makes the same class as List.of and may hold null.
  @SuppressWarnings("NullAway")
  private static List<?> list(@Nullable Object[] elements) {
    for (Object element : elements) {
      if (element == null) {
        return Arrays.stream(elements).toList();
      }
    }
    return List.of(elements);
  }

  private static Map<?, ?> map(PayloadKryo kryo, PayloadInput in) {
    Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[in.readCount(2)];
    for (int i = 0; i < entries.length; i++) {
      Object key = kryo.readLabelled(in, "key");
      Object value = kryo.readLabelled(in, "value");
      if (key == null || value == null) {
        throw new Refused("", Reason.damaged("null in Map.of"));
      }
      entries[i] = Map.entry(key, value);
    }
    return Map.ofEntries(entries);
  }

  private static Object[] nonNull(@Nullable Object[] elements) {
    Object[] checked = new Object[elements.length];
    for (int i = 0; i < elements.length; i++) {
      Object element = elements[i];
      if (element == null) {
        throw new Refused("", Reason.damaged("null in Set.of"));
      }
      checked[i] = element;
    }
    return checked;
  }
}
