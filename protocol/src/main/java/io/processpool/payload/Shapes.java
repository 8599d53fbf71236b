package io.processpool.payload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * The collections and maps of the JDK that are rebuilt by filling an empty one. A wrapper or view
 * that the JDK keeps private comes back around a plain collection of the same elements.
 */
@SuppressWarnings({"JdkObsolete", "NullAway", "unchecked"}) // the user's choice of class, not ours
final class Shapes {

  static final Elements ARRAY_LIST = Elements.plain((n, order) -> new ArrayList<>(n));
  static final Elements LINKED_LIST = Elements.plain((n, order) -> new LinkedList<>());
  static final Elements VECTOR = Elements.plain((n, order) -> new Vector<>(n));
  static final Elements ARRAY_DEQUE = Elements.plain((n, order) -> new ArrayDeque<>(n));
  static final Elements PRIORITY_QUEUE =
      Elements.sorted((n, order) -> new PriorityQueue<>(Math.max(1, n), order));
  static final Elements HASH_SET = Elements.plain((n, order) -> new HashSet<>(capacity(n)));
  static final Elements LINKED_HASH_SET =
      Elements.plain((n, order) -> new LinkedHashSet<>(capacity(n)));
  static final Elements TREE_SET = Elements.sorted((n, order) -> new TreeSet<>(order));
  static final Elements SKIP_LIST_SET =
      Elements.sorted((n, order) -> new ConcurrentSkipListSet<>(order));
  static final Elements CONCURRENT_SET =
      Elements.plain((n, order) -> ConcurrentHashMap.newKeySet(capacity(n)));
  // Filled through a list: adding one by one to a copy-on-write collection is quadratic.
  static final Branch<CopyOnWriteArrayList<?>> COPY_LIST =
      new Branch<>(
          (kryo, out, v) -> Holders.ARRAY.write(kryo, out, v.toArray()),
          (kryo, in) -> new CopyOnWriteArrayList<>(read(kryo, in)));
  static final Branch<CopyOnWriteArraySet<?>> COPY_SET =
      new Branch<>(
          (kryo, out, v) -> Holders.ARRAY.write(kryo, out, v.toArray()),
          (kryo, in) -> new CopyOnWriteArraySet<>(Arrays.asList(read(kryo, in))));
  static final Elements CONCURRENT_QUEUE =
      Elements.plain((n, order) -> new ConcurrentLinkedQueue<>());
  static final Elements CONCURRENT_DEQUE =
      Elements.plain((n, order) -> new ConcurrentLinkedDeque<>());

  static final Entries HASH_MAP = Entries.plain((n, order) -> new HashMap<>(capacity(n)));
  static final Entries LINKED_HASH_MAP =
      Entries.plain((n, order) -> new LinkedHashMap<>(capacity(n)));
  static final Entries TREE_MAP = Entries.sorted((n, order) -> new TreeMap<>(order));
  static final Entries HASHTABLE = Entries.plain((n, order) -> new Hashtable<>(capacity(n)));
  static final Entries IDENTITY_MAP = Entries.plain((n, order) -> new IdentityHashMap<>(n));
  static final Entries WEAK_MAP = Entries.plain((n, order) -> new WeakHashMap<>(capacity(n)));
  static final Entries CONCURRENT_MAP =
      Entries.plain((n, order) -> new ConcurrentHashMap<>(capacity(n)));
  static final Entries SKIP_LIST_MAP =
      Entries.sorted((n, order) -> new ConcurrentSkipListMap<>(order));

  static final Elements READ_ONLY_COLLECTION = ARRAY_LIST.in(Collections::unmodifiableCollection);
  static final Elements READ_ONLY_LIST =
      ARRAY_LIST.in(list -> Collections.unmodifiableList((List<@Nullable Object>) list));
  static final Elements READ_ONLY_SET =
      LINKED_HASH_SET.in(set -> Collections.unmodifiableSet((Set<@Nullable Object>) set));
  static final Elements READ_ONLY_SORTED_SET =
      TREE_SET.in(
          set -> Collections.unmodifiableNavigableSet((NavigableSet<@Nullable Object>) set));
  static final Entries READ_ONLY_MAP = LINKED_HASH_MAP.in(Collections::unmodifiableMap);
  static final Entries READ_ONLY_SORTED_MAP =
      TREE_MAP.in(
          map ->
              Collections.unmodifiableNavigableMap(
                  (NavigableMap<@Nullable Object, @Nullable Object>) map));
  static final Elements LOCKED_COLLECTION = ARRAY_LIST.in(Collections::synchronizedCollection);
  static final Elements LOCKED_LIST =
      ARRAY_LIST.in(list -> Collections.synchronizedList((List<@Nullable Object>) list));
  static final Elements LOCKED_SET =
      LINKED_HASH_SET.in(set -> Collections.synchronizedSet((Set<@Nullable Object>) set));
  static final Elements LOCKED_SORTED_SET =
      TREE_SET.in(
          set -> Collections.synchronizedNavigableSet((NavigableSet<@Nullable Object>) set));
  static final Entries LOCKED_MAP = LINKED_HASH_MAP.in(Collections::synchronizedMap);
  static final Entries LOCKED_SORTED_MAP =
      TREE_MAP.in(
          map ->
              Collections.synchronizedNavigableMap(
                  (NavigableMap<@Nullable Object, @Nullable Object>) map));

  private Shapes() {}

  /** The capacity at which a hash table of so many elements does not grow. */
  private static int capacity(int count) {
    return (int) Math.min(1 << 30, count + count / 3L + 1);
  }

  private static Object[] read(PayloadKryo kryo, PayloadInput in) {
    Object[] items = new Object[in.readCount(1)];
    kryo.readAll(in, items);
    return items;
  }
}
