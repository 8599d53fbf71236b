package io.processpool.payload;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Private collection classes of the JDK: wrappers keep their nature, views (of keys, values, part
 * of a list) come back as an ordinary collection with the same elements.
 */
final class Views {

  private static final String WRAPPERS = "java.util.Collections$";

  private Views() {}

  /** The kind a class of the JDK crosses as, or {@code null} if it is not a plain collection. */
  static @Nullable Fixed kindOf(Class<?> type) {
    String name = type.getName();
    if (name.startsWith("java.util.ImmutableCollections$")) {
      return immutable(type);
    }
    if (name.equals("java.util.Arrays$ArrayList")) {
      return Fixed.AS_LIST;
    }
    if (name.equals("java.util.KeyValueHolder")) {
      return Fixed.MAP_ENTRY;
    }
    if (!name.startsWith("java.util.") || Modifier.isPublic(type.getModifiers())) {
      return null;
    }
    if (Map.Entry.class.isAssignableFrom(type)) {
      return Fixed.ENTRY;
    }
    if (name.startsWith(WRAPPERS)) {
      return wrapper(type, name.substring(WRAPPERS.length()));
    }
    return view(type);
  }

  private static @Nullable Fixed immutable(Class<?> type) {
    if (List.class.isAssignableFrom(type)) {
      return Fixed.LIST_OF;
    }
    if (Set.class.isAssignableFrom(type)) {
      return Fixed.SET_OF;
    }
    return Map.class.isAssignableFrom(type) ? Fixed.MAP_OF : null;
  }

  private static @Nullable Fixed wrapper(Class<?> type, String name) {
    if (name.startsWith("Synchronized")) {
      return pick(
          type,
          new Fixed[] {
            Fixed.LOCKED_SORTED_SET,
            Fixed.LOCKED_SET,
            Fixed.LOCKED_LIST,
            Fixed.LOCKED_COLLECTION,
            Fixed.LOCKED_SORTED_MAP,
            Fixed.LOCKED_MAP
          });
    }
    if (name.startsWith("Unmodifiable")
        || name.startsWith("Empty")
        || name.startsWith("Singleton")
        || name.startsWith("Copies")) {
      return pick(
          type,
          new Fixed[] {
            Fixed.READ_ONLY_SORTED_SET,
            Fixed.READ_ONLY_SET,
            Fixed.READ_ONLY_LIST,
            Fixed.READ_ONLY_COLLECTION,
            Fixed.READ_ONLY_SORTED_MAP,
            Fixed.READ_ONLY_MAP
          });
    }
    // What remains has a meaning of its own (a set from an identity map, a queue from a deque).
    return name.startsWith("Checked") ? view(type) : null;
  }

  private static @Nullable Fixed view(Class<?> type) {
    return pick(
        type,
        new Fixed[] {
          Fixed.TREE_SET,
          Fixed.LINKED_HASH_SET,
          Fixed.ARRAY_LIST,
          Fixed.ARRAY_LIST,
          Fixed.TREE_MAP,
          Fixed.LINKED_HASH_MAP
        });
  }

  private static @Nullable Fixed pick(Class<?> type, Fixed[] kinds) {
    if (SortedSet.class.isAssignableFrom(type)) {
      return kinds[0];
    }
    if (Set.class.isAssignableFrom(type)) {
      return kinds[1];
    }
    if (List.class.isAssignableFrom(type)) {
      return kinds[2];
    }
    if (Collection.class.isAssignableFrom(type)) {
      return kinds[3];
    }
    if (SortedMap.class.isAssignableFrom(type)) {
      return kinds[4];
    }
    return Map.class.isAssignableFrom(type) ? kinds[5] : null;
  }
}
