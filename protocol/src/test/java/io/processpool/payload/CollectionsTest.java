package io.processpool.payload;

import static io.processpool.payload.Payloads.copy;
import static io.processpool.payload.Payloads.refusedByPreflight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.Stack;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CollectionsTest {

  /** Not serializable on purpose: no collection may fall back to Java serialization. */
  record Item(int id) implements Comparable<Item> {
    @Override
    public int compareTo(Item other) {
      return Integer.compare(id, other.id);
    }
  }

  private static final List<Item> ITEMS = List.of(new Item(3), new Item(1), new Item(2));

  static Stream<Collection<Item>> collections() {
    return Stream.of(
        new ArrayList<>(ITEMS),
        new LinkedList<>(ITEMS),
        new Vector<>(ITEMS),
        new HashSet<>(ITEMS),
        new LinkedHashSet<>(ITEMS),
        new TreeSet<>(ITEMS),
        new ConcurrentSkipListSet<>(ITEMS),
        new CopyOnWriteArrayList<>(ITEMS),
        new CopyOnWriteArraySet<>(ITEMS),
        List.of(),
        List.of(new Item(1)),
        ITEMS,
        Set.of(),
        Set.of(new Item(1)),
        Set.of(new Item(1), new Item(2), new Item(3)),
        Arrays.asList(new Item(1), null),
        Stream.of(new Item(1), null).toList(),
        Collections.emptyList(),
        Collections.emptySet(),
        Collections.emptySortedSet(),
        Collections.singleton(new Item(1)),
        Collections.singletonList(new Item(1)),
        Collections.nCopies(3, new Item(1)),
        Collections.unmodifiableList(new ArrayList<>(ITEMS)),
        Collections.unmodifiableList(new LinkedList<>(ITEMS)),
        Collections.unmodifiableSet(new HashSet<>(ITEMS)),
        Collections.unmodifiableSortedSet(new TreeSet<>(ITEMS)),
        Collections.unmodifiableNavigableSet(new TreeSet<>(ITEMS)),
        Collections.synchronizedList(new ArrayList<>(ITEMS)),
        Collections.synchronizedSet(new HashSet<>(ITEMS)),
        Collections.synchronizedSortedSet(new TreeSet<>(ITEMS)),
        Collections.checkedList(new ArrayList<>(ITEMS), Item.class),
        new ArrayList<>(ITEMS).subList(0, 2),
        new LinkedList<>(ITEMS).subList(0, 2),
        List.of(new Item(1), new Item(2), new Item(3)).subList(1, 3),
        map(HashMap::new).keySet(),
        map(LinkedHashMap::new).keySet(),
        map(TreeMap::new).keySet(),
        map(ConcurrentHashMap::new).keySet(),
        map(ConcurrentSkipListMap::new).keySet(),
        new TreeSet<>(ITEMS).headSet(new Item(3)),
        new TreeSet<>(ITEMS).descendingSet(),
        ConcurrentHashMap.<Item>newKeySet());
  }

  private static <M extends Map<Item, Item>> M map(java.util.function.Supplier<M> maker) {
    M map = maker.get();
    ITEMS.forEach(item -> map.put(item, item));
    return map;
  }

  @ParameterizedTest
  @MethodSource("collections")
  void shouldComeBackEqual(Collection<Item> collection) {
    Collection<Item> copy = copy(collection);
    assertThat(copy).isEqualTo(collection);
    assertThat(new ArrayList<>(copy)).containsExactlyInAnyOrderElementsOf(collection);
  }

  static Stream<Map<Item, Item>> maps() {
    TreeMap<Item, Item> tree = map(TreeMap::new);
    return Stream.of(
        map(HashMap::new),
        map(LinkedHashMap::new),
        tree,
        map(Hashtable::new),
        map(WeakHashMap::new),
        map(ConcurrentHashMap::new),
        map(ConcurrentSkipListMap::new),
        Map.of(),
        Map.of(new Item(1), new Item(2)),
        Map.copyOf(tree),
        Collections.emptyMap(),
        Collections.singletonMap(new Item(1), new Item(2)),
        Collections.unmodifiableMap(tree),
        Collections.unmodifiableSortedMap(tree),
        Collections.synchronizedMap(map(HashMap::new)),
        Collections.synchronizedSortedMap(tree),
        tree.headMap(new Item(2)),
        tree.descendingMap(),
        Collections.checkedMap(map(HashMap::new), Item.class, Item.class));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void shouldComeBackEqual(Map<Item, Item> map) {
    Map<Item, Item> copy = copy(map);
    assertThat(copy).isEqualTo(map);
    if (map instanceof LinkedHashMap || map instanceof SortedMap) {
      assertThat(new ArrayList<>(copy.keySet())).isEqualTo(new ArrayList<>(map.keySet()));
    }
  }

  @Test
  void shouldRefuseWrappersInWhichElementsWouldBeLost() {
    Map<String, Integer> byIdentity = new IdentityHashMap<>();
    byIdentity.put(new String("same"), 1);
    byIdentity.put(new String("same"), 2);
    assertThat(copy(byIdentity)).as("by itself it arrives").hasSize(2);
    assertThat(refusedByPreflight(Collections.synchronizedMap(byIdentity)).reason())
        .contains("of its 2 elements 1 would arrive");
    assertThat(refusedByPreflight(byIdentity.keySet()).reason()).contains("of its 2 elements 1");
  }

  @Test
  void shouldKeepWrappersWhatTheyAre() {
    List<Item> readOnly = copy(Collections.unmodifiableList(new ArrayList<>(ITEMS)));
    assertThatThrownBy(() -> readOnly.add(new Item(9)))
        .isInstanceOf(UnsupportedOperationException.class);
    List<Item> locked = copy(Collections.synchronizedList(new ArrayList<>(ITEMS)));
    assertThat(locked.getClass())
        .hasToString("class java.util.Collections$SynchronizedRandomAccessList");
    List<Item> fixed = copy(Arrays.asList(new Item(1)));
    fixed.set(0, new Item(2));
    assertThat(fixed).containsExactly(new Item(2));
    assertThat(copy(ConcurrentHashMap.newKeySet()))
        .isInstanceOf(ConcurrentHashMap.KeySetView.class);
    assertThat(copy(new ArrayList<>(ITEMS).subList(0, 1))).isInstanceOf(ArrayList.class);
  }

  @Test
  void shouldCopyValuesAndEntries() {
    Map<Item, Item> map = map(LinkedHashMap::new);
    assertThat(new ArrayList<>(copy(map.values()))).isEqualTo(ITEMS);
    assertThat(copy(map.entrySet())).isEqualTo(map.entrySet());
    assertThat(copy(map.entrySet().iterator().next()))
        .isEqualTo(Map.entry(new Item(3), new Item(3)));
    assertThat(copy(map(TreeMap::new).firstEntry())).isEqualTo(Map.entry(new Item(1), new Item(1)));
    assertThat(copy(map(ConcurrentHashMap::new).entrySet().iterator().next()).getKey()).isNotNull();
    assertThat(copy(Collections.unmodifiableMap(map)).entrySet()).isEqualTo(map.entrySet());
    assertThat(copy(Collections.unmodifiableMap(map).entrySet())).isEqualTo(map.entrySet());
    assertThat(copy(Collections.unmodifiableCollection(new ArrayList<>(ITEMS))))
        .containsExactlyElementsOf(ITEMS);
  }

  @Test
  void shouldCarryQueues() {
    assertThat(new ArrayList<>(copy(new ArrayDeque<>(ITEMS)))).isEqualTo(ITEMS);
    assertThat(new ArrayList<>(copy(new ConcurrentLinkedQueue<>(ITEMS)))).isEqualTo(ITEMS);
    assertThat(new ArrayList<>(copy(new ConcurrentLinkedDeque<>(ITEMS)))).isEqualTo(ITEMS);
    PriorityQueue<Item> queue = copy(new PriorityQueue<>(ITEMS));
    assertThat(queue.poll()).isEqualTo(new Item(1));
    assertThat(copy(new PriorityQueue<>())).isEmpty();
    assertThat(copy(new LinkedBlockingQueue<>(List.of(1, 2)))).containsExactly(1, 2);
    assertThat(copy(new Stack<>())).isEmpty();
  }

  @Test
  void shouldKeepComparators() {
    TreeMap<String, Integer> map = new TreeMap<>(Comparator.reverseOrder());
    IntStream.range(0, 9).forEach(i -> map.put("k" + i, i));
    TreeMap<String, Integer> copy = copy(map);
    assertThat(copy.firstKey()).isEqualTo("k8");
    TreeSet<String> blind = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    blind.add("A");
    assertThat(copy(blind).contains("a")).isTrue();
    TreeSet<String> natural = new TreeSet<>(Comparator.naturalOrder());
    natural.add("A");
    assertThat(copy(natural)).containsExactly("A");
    assertThat(copy(map.keySet()).iterator().next()).isEqualTo("k8");
    PriorityQueue<String> queue = new PriorityQueue<>(Collections.reverseOrder());
    queue.addAll(List.of("a", "b"));
    assertThat(copy(queue).poll()).isEqualTo("b");
  }

  @Test
  void shouldCarryEnumSetsAndEnumMaps() {
    assertThat(copy(EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS)))
        .containsExactly(TimeUnit.HOURS, TimeUnit.DAYS);
    EnumSet<TimeUnit> none = copy(EnumSet.noneOf(TimeUnit.class));
    none.add(TimeUnit.DAYS);
    assertThat(none).containsExactly(TimeUnit.DAYS);
    EnumMap<TimeUnit, Item> map = new EnumMap<>(TimeUnit.class);
    assertThat(copy(map)).isEmpty();
    map.put(TimeUnit.DAYS, new Item(1));
    assertThat(copy(map)).isEqualTo(map);
  }

  @Test
  void shouldKeepIdentityInIdentityMaps() {
    String one = new String("k");
    IdentityHashMap<Object, Integer> map = new IdentityHashMap<>();
    map.put(new Item(1), 1);
    map.put(new Item(1), 2);
    assertThat(copy(map)).hasSize(2);
    Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.add(one);
    set.add(new String("k"));
    assertThat(copy(set)).hasSize(2);
  }

  @Test
  void shouldKeepSharedObjectsAndCircles() {
    List<Object> list = new ArrayList<>();
    Item shared = new Item(1);
    list.add(shared);
    list.add(shared);
    list.add(list);
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    list.add(map);
    List<Object> copy = copy(list);
    assertThat(copy.get(0)).isSameAs(copy.get(1));
    assertThat(copy.get(2)).isSameAs(copy);
    assertThat(((Map<?, ?>) copy.get(3)).get("self")).isSameAs(copy.get(3));
    Object[] array = {null};
    array[0] = array;
    assertThat(copy(array)[0]).isInstanceOf(Object[].class);
  }

  @Test
  void shouldCarryAMillionNumbers() {
    List<Integer> numbers = IntStream.range(0, 1_000_000).boxed().collect(Collectors.toList());
    assertThat(copy(numbers)).isEqualTo(numbers);
  }
}
