package io.processpool.payload;

import static io.processpool.payload.Payloads.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.kryo5.io.Output;
import io.processpool.message.PayloadBlock;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SizeBombsTest {

  private static final int HUGE = Integer.MAX_VALUE - 8;
  private static final long ALLOWED_BYTES = 2 << 20;

  // What stands between the class and the count: nothing, the mark of a new object, an absent
  // comparator, a string's width bit, a flag.
  private static final byte[][] BEFORE_THE_COUNT = {
    {}, {1}, {1, 0}, {1, 1}, {1, 0, 0}, {1, 1, 1}, {0}, {4}, {1, 4}
  };

  private static final PayloadBlock SOUND = Payloads.block(List.of(1, "x"));

  @BeforeAll
  static void loadClasses() {
    Payloads.copy(List.of(1, "x"));
  }

  @ParameterizedTest
  @EnumSource(Fixed.class)
  void shouldNotAllocateWhatAKindDeclares(Fixed kind) {
    for (byte[] before : BEFORE_THE_COUNT) {
      for (int size : new int[] {HUGE, Integer.MAX_VALUE, -1, 1 << 30, 100_000_000, 1_000}) {
        assertCheap(List.of(), bytes(kind.choice().fixedId(), before, size));
      }
    }
  }

  static Stream<String> namedTypes() {
    return Stream.of(
        "[Ljava.lang.Integer;",
        "[[I",
        "[[[Ljava.lang.String;",
        "[Ljava.util.List;",
        "java.util.Stack",
        "java.util.Properties",
        "java.util.Random",
        "java.util.concurrent.TimeUnit",
        "io.processpool.payload.SizeBombsTest$Holder");
  }

  record Holder(int[] numbers, String text) {}

  @ParameterizedTest
  @MethodSource("namedTypes")
  void shouldNotAllocateWhatANamedClassDeclares(String name) {
    for (byte[] before : BEFORE_THE_COUNT) {
      assertCheap(List.of(name), bytes(Fixed.GREATEST_ID + 1, before, HUGE));
      byte[] numbers = bytes(Fixed.INTS.choice().fixedId(), new byte[] {1}, HUGE);
      assertCheap(List.of(name), join(new byte[] {Fixed.GREATEST_ID + 1, 1}, numbers));
    }
  }

  @Test
  void shouldNotAllocateLongStringsOfEitherWidth() {
    for (long header : new long[] {(long) HUGE << 1, ((long) HUGE << 1) | 1, Long.MAX_VALUE, -1}) {
      Output output = new Output(32);
      output.writeByte(Fixed.STRING.choice().fixedId());
      output.writeVarLong(header, true);
      assertCheap(List.of(), output.toBytes());
    }
  }

  @Test
  void shouldBoundAllNestedContainersTogether() {
    Output output = new Output(1 << 20);
    for (int i = 0; i < 400; i++) {
      output.writeByte(Fixed.OBJECTS.choice().fixedId());
      output.writeByte(1);
      output.writeVarInt(200_000, true);
    }
    output.writeBytes(new byte[200_000]);
    PayloadBlock block = Payloads.raw(List.of(), output.toBytes());
    long before = Allocation.soFar();
    assertThat(Payloads.unreadable(block).reason()).contains("elements declared");
    assertThat(Allocation.soFar() - before).isLessThan(4 << 20);
  }

  static Stream<Object> serializableContainers() {
    List<Integer> numbers = IntStream.range(0, 5).boxed().toList();
    HashMap<Integer, Integer> map = new HashMap<>();
    numbers.forEach(i -> map.put(i, i));
    IdentityHashMap<Integer, Integer> identity = new IdentityHashMap<>(map);
    return Stream.of(
        new byte[5],
        new long[5],
        new Object[5],
        new String[5][5],
        new ArrayList<>(numbers),
        new ArrayDeque<>(numbers),
        new PriorityQueue<>(numbers),
        map,
        identity,
        new Hashtable<>(map),
        new HashSet<>(numbers),
        "hello");
  }

  @ParameterizedTest
  @MethodSource("serializableContainers")
  void shouldNotAllocateWhatANestedJavaStreamDeclares(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(value);
    }
    byte[] honest = bytes.toByteArray();
    for (int at = 0; at + 4 <= honest.length; at++) {
      for (int size : new int[] {HUGE, 1 << 30, 100_000_000, 1 << 24}) {
        byte[] bomb = honest.clone();
        ByteBuffer.wrap(bomb).putInt(at, size);
        assertCheap(List.of("java.util.Random"), nested(bomb));
      }
    }
  }

  static Stream<Fixed> containers() {
    return Stream.of(Fixed.values())
        .filter(
            kind ->
                kind.name().matches(".*(LIST|SET|MAP|QUEUE|DEQUE|COLLECTION|VECTOR|HASHTABLE)"));
  }

  /** A frame of a megabyte that is nothing but containers, each of one element: the next. */
  @ParameterizedTest
  @MethodSource("containers")
  void shouldRefuseADeepNestOfAnyContainer(Fixed kind) {
    Output output = new Output(1 << 20);
    for (int i = 0; i < 100_000; i++) {
      output.writeByte(kind.choice().fixedId());
      output.writeByte(1);
      output.writeVarInt(1, true);
    }
    assertCheap(List.of(), output.toBytes());
  }

  @Test
  void shouldRefuseAHundredThousandObjectsInsideEachOther() {
    Output output = new Output(1 << 20);
    for (int i = 0; i < 100_000; i++) {
      output.writeByte(Fixed.OBJECTS.choice().fixedId());
      output.writeByte(1);
      output.writeVarInt(1, true);
    }
    PayloadBlock block = Payloads.raw(List.of(), output.toBytes());
    assertThat(Payloads.unreadable(block).reason()).startsWith("object graph too deep, limit 500");
    List<Object> nested = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      nested = new ArrayList<>(List.of(nested));
    }
    assertThat(Payloads.refused(nested).reason()).startsWith("object graph too deep, limit 500");
  }

  @Test
  void shouldReadAMegabyteOfReferencesToOneObject() throws Exception {
    Object[] many = new Object[500_000];
    Arrays.fill(many, new ArrayList<>());
    PayloadBlock block = Payloads.block((Object) many);
    long before = Allocation.soFar();
    Object[] read = (Object[]) new BlockDecoder(SETTINGS).decode(block, 0);
    assertThat(Allocation.soFar() - before).isLessThan(8L * block.size());
    assertThat(read[many.length - 1]).isSameAs(read[0]);
  }

  static Stream<Supplier<Object>> smallContainers() {
    return Stream.of(
        ArrayList::new,
        LinkedList::new,
        Vector::new,
        ArrayDeque::new,
        PriorityQueue::new,
        HashSet::new,
        TreeSet::new,
        ConcurrentSkipListSet::new,
        ConcurrentHashMap::newKeySet,
        CopyOnWriteArrayList::new,
        CopyOnWriteArraySet::new,
        ConcurrentLinkedDeque::new,
        HashMap::new,
        LinkedHashMap::new,
        TreeMap::new,
        Hashtable::new,
        IdentityHashMap::new,
        WeakHashMap::new,
        ConcurrentHashMap::new,
        ConcurrentSkipListMap::new,
        BitSet::new,
        StringBuffer::new,
        () -> new HashMap<>(Map.of(1, 1)),
        () -> new IdentityHashMap<>(Map.of(1, 1)),
        () -> new EnumMap<>(Map.of(Character.UnicodeScript.LATIN, 1)),
        () -> EnumSet.of(Character.UnicodeScript.LATIN));
  }

  /** Small things take more memory than bytes; there must be no kind that takes very much more. */
  @ParameterizedTest
  @MethodSource("smallContainers")
  void shouldTakeMemoryInProportionToTheBytes(Supplier<Object> container) throws Exception {
    Object[] many = Stream.generate(container).limit(50_000).toArray();
    PayloadBlock block = Payloads.block((Object) many);
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    decoder.decode(block, 0);
    long before = Allocation.soFar();
    assertThat((Object[]) decoder.decode(block, 0)).hasSize(many.length);
    assertThat((Allocation.soFar() - before) / block.size())
        .as("bytes of memory for each byte of %s", many[0].getClass())
        .isLessThan(100);
  }

  /** An enum map makes room for all constants of its enum, and says so in a few bytes. */
  @Test
  void shouldBoundWhatEnumMapsMakeRoomFor() {
    int count = 400_000;
    Output output = new Output(4 << 20);
    output.writeByte(Fixed.OBJECTS.choice().fixedId());
    output.writeByte(1);
    output.writeVarInt(count, true);
    for (int i = 0; i < count; i++) {
      output.writeByte(Fixed.ENUM_MAP.choice().fixedId());
      output.writeBytes(new byte[] {1, 1, 0, 0}); // new, with a class, the first name, no entry
    }
    PayloadBlock block =
        Payloads.raw(List.of("java.lang.Character$UnicodeScript"), output.toBytes());
    long before = Allocation.soFar();
    assertThat(Payloads.unreadable(block).reason()).contains("room for");
    assertThat(Allocation.soFar() - before).isLessThan(250L << 20);
  }

  @Test
  void shouldReadAnHonestNestedStream() throws Exception {
    assertThat(Payloads.copy(new PriorityQueue<>(List.of(3, 1)))).hasSize(2);
    java.util.Stack<Object> stack = new java.util.Stack<>();
    IntStream.range(0, 100_000).forEach(stack::add);
    stack.add(new HashMap<>(java.util.Map.of(1, 2)));
    stack.add(new long[10_000]);
    assertThat(Payloads.copy(stack)).hasSize(100_002);
  }

  @Test
  void shouldRefuseAValueLongerThanTheLimitBeforeReadingIt() {
    PayloadBlock block = Payloads.block(new byte[2000]);
    assertThat(Payloads.unreadable(block, SETTINGS.withMaxValueBytes(100)).reason())
        .startsWith("too large: at least 2004 B, limit 100 B");
  }

  static PayloadBlock nestedBlock(byte[] stream) {
    return Payloads.raw(List.of("java.util.Random"), nested(stream));
  }

  private static byte[] nested(byte[] stream) {
    Output output = new Output(stream.length + 16);
    output.writeVarInt(Fixed.GREATEST_ID + 1, true);
    output.writeByte(1);
    output.writeVarInt(stream.length, true);
    output.writeBytes(stream);
    return output.toBytes();
  }

  private static byte[] bytes(int classId, byte[] before, int count) {
    Output output = new Output(32);
    output.writeVarInt(classId, true);
    output.writeBytes(before);
    output.writeVarInt(count, true);
    return output.toBytes();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void assertCheap(List<String> names, byte[] bytes) {
    PayloadBlock block = Payloads.raw(names, bytes);
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    long allocated = allocatedBy(decoder, block);
    if (allocated >= ALLOWED_BYTES) {
      allocated = allocatedBy(decoder, block); // the first time classes may have been loaded
    }
    assertThat(allocated)
        .as("allocated by %s %.200s", names, Arrays.toString(bytes))
        .isLessThan(ALLOWED_BYTES);
    try {
      assertThat(decoder.decode(SOUND, 0)).as("read afterwards").isEqualTo(List.of(1, "x"));
    } catch (UnreadableException e) {
      throw new AssertionError("the decoder is spoilt", e);
    }
  }

  private static long allocatedBy(BlockDecoder decoder, PayloadBlock block) {
    long before = Allocation.soFar();
    try {
      decoder.decode(block, 0);
    } catch (UnreadableException expected) {
      assertThat(expected.problem().reason()).isNotEmpty();
    }
    return Allocation.soFar() - before;
  }
}
