package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK puts around collections and keeps private: it comes back around a plain collection
 * of the same elements.
 */
@SuppressWarnings({"NullAway", "unchecked"})
final class Wrappers {

  private Wrappers() {}

  static Serializer<?> of(Fixed kind) {
    return switch (kind) {
      case READ_ONLY_COLLECTION -> Shapes.arrayList().in(Collections::unmodifiableCollection);
      case READ_ONLY_LIST ->
          Shapes.arrayList()
              .in(list -> Collections.unmodifiableList((List<@Nullable Object>) list));
      case READ_ONLY_SET ->
          Shapes.linkedHashSet()
              .in(set -> Collections.unmodifiableSet((Set<@Nullable Object>) set));
      case READ_ONLY_SORTED_SET ->
          Shapes.treeSet()
              .in(
                  set ->
                      Collections.unmodifiableNavigableSet((NavigableSet<@Nullable Object>) set));
      case READ_ONLY_MAP -> Shapes.linkedHashMap().in(Collections::unmodifiableMap);
      case READ_ONLY_SORTED_MAP ->
          Shapes.treeMap()
              .in(
                  map ->
                      Collections.unmodifiableNavigableMap(
                          (NavigableMap<@Nullable Object, @Nullable Object>) map));
      default -> locked(kind);
    };
  }

  private static Serializer<?> locked(Fixed kind) {
    return switch (kind) {
      case LOCKED_COLLECTION -> Shapes.arrayList().in(Collections::synchronizedCollection);
      case LOCKED_LIST ->
          Shapes.arrayList()
              .in(list -> Collections.synchronizedList((List<@Nullable Object>) list));
      case LOCKED_SET ->
          Shapes.linkedHashSet()
              .in(set -> Collections.synchronizedSet((Set<@Nullable Object>) set));
      case LOCKED_SORTED_SET ->
          Shapes.treeSet()
              .in(
                  set ->
                      Collections.synchronizedNavigableSet((NavigableSet<@Nullable Object>) set));
      case LOCKED_MAP -> Shapes.linkedHashMap().in(Collections::synchronizedMap);
      case LOCKED_SORTED_MAP ->
          Shapes.treeMap()
              .in(
                  map ->
                      Collections.synchronizedNavigableMap(
                          (NavigableMap<@Nullable Object, @Nullable Object>) map));
      default -> throw new IllegalArgumentException(kind.name());
    };
  }
}
