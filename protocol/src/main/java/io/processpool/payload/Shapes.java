package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
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

/**
 * The collections and maps of the JDK that are rebuilt by filling an empty one, each written down
 * once: a process that starts links those it meets.
 */
@SuppressWarnings({"JdkObsolete", "NullAway"}) // the user's choice of class, not ours
final class Shapes {

  private Shapes() {}

  static Serializer<?> collection(Fixed kind) {
    return switch (kind) {
      case ARRAY_LIST -> arrayList();
      case LINKED_LIST -> Elements.plain((n, order) -> new LinkedList<>());
      case VECTOR -> Elements.plain((n, order) -> new Vector<>(n));
      case ARRAY_DEQUE -> Elements.plain((n, order) -> new ArrayDeque<>(n));
      case PRIORITY_QUEUE ->
          Elements.sorted((n, order) -> new PriorityQueue<>(Math.max(1, n), order));
      case HASH_SET -> Elements.plain((n, order) -> new HashSet<>(capacity(n)));
      case LINKED_HASH_SET -> linkedHashSet();
      case TREE_SET -> treeSet();
      case SKIP_LIST_SET -> Elements.sorted((n, order) -> new ConcurrentSkipListSet<>(order));
      case CONCURRENT_SET -> Elements.plain((n, order) -> ConcurrentHashMap.newKeySet(capacity(n)));
      case CONCURRENT_QUEUE -> Elements.plain((n, order) -> new ConcurrentLinkedQueue<>());
      case CONCURRENT_DEQUE -> Elements.plain((n, order) -> new ConcurrentLinkedDeque<>());
      case AS_LIST -> new Branch<List<?>>(Shapes::putArray, Shapes::takeAsList);
      // Filled through a list: adding one by one to a copy-on-write collection is quadratic.
      case COPY_LIST ->
          new Branch<CopyOnWriteArrayList<?>>(
              Shapes::putArray, (kryo, in) -> new CopyOnWriteArrayList<>(takeArray(kryo, in)));
      case COPY_SET ->
          new Branch<CopyOnWriteArraySet<?>>(
              Shapes::putArray,
              (kryo, in) -> new CopyOnWriteArraySet<>(Arrays.asList(takeArray(kryo, in))));
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  static Serializer<?> map(Fixed kind) {
    return switch (kind) {
      case HASH_MAP -> Entries.plain((n, order) -> new HashMap<>(capacity(n)));
      case LINKED_HASH_MAP -> linkedHashMap();
      case TREE_MAP -> treeMap();
      case HASHTABLE -> Entries.plain((n, order) -> new Hashtable<>(capacity(n)));
      case IDENTITY_MAP -> Entries.plain((n, order) -> new IdentityHashMap<>(n));
      case WEAK_MAP -> Entries.plain((n, order) -> new WeakHashMap<>(capacity(n)));
      case CONCURRENT_MAP -> Entries.plain((n, order) -> new ConcurrentHashMap<>(capacity(n)));
      case SKIP_LIST_MAP -> Entries.sorted((n, order) -> new ConcurrentSkipListMap<>(order));
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  static Elements arrayList() {
    return Elements.plain((n, order) -> new ArrayList<>(n));
  }

  static Elements linkedHashSet() {
    return Elements.plain((n, order) -> new LinkedHashSet<>(capacity(n)));
  }

  static Elements treeSet() {
    return Elements.sorted((n, order) -> new TreeSet<>(order));
  }

  static Entries linkedHashMap() {
    return Entries.plain((n, order) -> new LinkedHashMap<>(capacity(n)));
  }

  static Entries treeMap() {
    return Entries.sorted((n, order) -> new TreeMap<>(order));
  }

  /** The capacity at which a hash table of so many elements does not grow. */
  private static int capacity(int count) {
    return (int) Math.min(1 << 30, count + count / 3L + 1);
  }

  private static void putArray(PayloadKryo kryo, PayloadOutput out, Collection<?> elements) {
    kryo.writeArray(out, elements.toArray());
  }

  private static Object[] takeArray(PayloadKryo kryo, PayloadInput in) {
    Object[] items = new Object[in.readCount(1)];
    kryo.readAll(in, items);
    return items;
  }

  private static List<?> takeAsList(PayloadKryo kryo, PayloadInput in) {
    Object[] items = new Object[in.readCount(1)];
    List<Object> list = Arrays.asList(items);
    kryo.reference(list);
    kryo.readAll(in, items);
    return list;
  }
}
