package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.serializers.TimeSerializers;
import io.processpool.task.Shared;
import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Date;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of value that cross under a number instead of a class name. The numbers are part of the
 * wire format: never reuse one. A kind whose type is abstract stands for many classes, for example
 * every path.
 */
@SuppressWarnings("ImmutableEnumChecker") // the serializers are stateless
enum Fixed {
  BOOLEAN(1, Boolean.class, Scalars.BOOLEAN),
  BYTE(2, Byte.class, Scalars.BYTE),
  CHARACTER(3, Character.class, Scalars.CHARACTER),
  SHORT(4, Short.class, Scalars.SHORT),
  INTEGER(5, Integer.class, Scalars.INTEGER),
  LONG(6, Long.class, Scalars.LONG),
  FLOAT(7, Float.class, Scalars.FLOAT),
  DOUBLE(8, Double.class, Scalars.DOUBLE),
  STRING(9, String.class, Scalars.STRING),
  BOOLEANS(10, boolean[].class, BulkArrays.BOOLEANS),
  BYTES(11, byte[].class, BulkArrays.BYTES),
  CHARS(12, char[].class, BulkArrays.CHARS),
  SHORTS(13, short[].class, BulkArrays.SHORTS),
  INTS(14, int[].class, BulkArrays.INTS),
  LONGS(15, long[].class, BulkArrays.LONGS),
  FLOATS(16, float[].class, BulkArrays.FLOATS),
  DOUBLES(17, double[].class, BulkArrays.DOUBLES),
  OBJECTS(18, Object[].class, new ArrayElements(Object.class)),
  STRINGS(19, String[].class, new ArrayElements(String.class)),
  CLASS(20, Class.class, Holders.CLASS),
  BIG_INTEGER(21, BigInteger.class, Scalars.BIG_INTEGER),
  BIG_DECIMAL(22, BigDecimal.class, Scalars.BIG_DECIMAL),
  UUID_BITS(23, UUID.class, Scalars.UUID_BITS),
  DATE(24, Date.class, Scalars.DATE),
  ATOMIC_BOOLEAN(25, AtomicBoolean.class, Scalars.ATOMIC_BOOLEAN),
  ATOMIC_INTEGER(26, AtomicInteger.class, Scalars.ATOMIC_INTEGER),
  ATOMIC_LONG(27, AtomicLong.class, Scalars.ATOMIC_LONG),
  ATOMIC_REFERENCE(28, AtomicReference.class, Holders.ATOMIC_REFERENCE),
  STRING_BUILDER(29, StringBuilder.class, Scalars.STRING_BUILDER),
  STRING_BUFFER(30, StringBuffer.class, Scalars.STRING_BUFFER),
  BIT_SET(31, BitSet.class, Scalars.BIT_SET),
  FILE(32, File.class, Scalars.FILE),
  PATH(33, Path.class, Scalars.PATH),
  CHARSET(34, Charset.class, Scalars.CHARSET),
  BYTE_BUFFER(35, ByteBuffer.class, Buffers.COPY),
  OBJECT(36, Object.class, Scalars.BARE_OBJECT),
  LAMBDA(37, Serializable.class, Lambdas.CARRIER),
  SHARED(38, Shared.class, Handles.BY_NUMBER),

  DURATION(40, Duration.class, new TimeSerializers.DurationSerializer()),
  INSTANT(41, Instant.class, new TimeSerializers.InstantSerializer()),
  LOCAL_DATE(42, LocalDate.class, new TimeSerializers.LocalDateSerializer()),
  LOCAL_TIME(43, LocalTime.class, new TimeSerializers.LocalTimeSerializer()),
  LOCAL_DATE_TIME(44, LocalDateTime.class, new TimeSerializers.LocalDateTimeSerializer()),
  ZONE_OFFSET(45, ZoneOffset.class, new TimeSerializers.ZoneOffsetSerializer()),
  ZONE_ID(46, ZoneId.class, new TimeSerializers.ZoneIdSerializer()),
  OFFSET_TIME(47, OffsetTime.class, new TimeSerializers.OffsetTimeSerializer()),
  OFFSET_DATE_TIME(48, OffsetDateTime.class, new TimeSerializers.OffsetDateTimeSerializer()),
  ZONED_DATE_TIME(49, ZonedDateTime.class, new TimeSerializers.ZonedDateTimeSerializer()),
  YEAR(50, Year.class, new TimeSerializers.YearSerializer()),
  YEAR_MONTH(51, YearMonth.class, new TimeSerializers.YearMonthSerializer()),
  MONTH_DAY(52, MonthDay.class, new TimeSerializers.MonthDaySerializer()),
  PERIOD(53, Period.class, new TimeSerializers.PeriodSerializer()),

  OPTIONAL(60, Optional.class, Holders.OPTIONAL),
  OPTIONAL_INT(61, OptionalInt.class, Holders.OPTIONAL_INT),
  OPTIONAL_LONG(62, OptionalLong.class, Holders.OPTIONAL_LONG),
  OPTIONAL_DOUBLE(63, OptionalDouble.class, Holders.OPTIONAL_DOUBLE),
  ENTRY(64, AbstractMap.SimpleEntry.class, Holders.ENTRY),
  FIXED_ENTRY(65, AbstractMap.SimpleImmutableEntry.class, Holders.FIXED_ENTRY),
  MAP_ENTRY(66, Map.Entry.class, Holders.MAP_ENTRY),

  ARRAY_LIST(70, ArrayList.class, Shapes.ARRAY_LIST),
  LINKED_LIST(71, LinkedList.class, Shapes.LINKED_LIST),
  VECTOR(72, Vector.class, Shapes.VECTOR),
  ARRAY_DEQUE(73, ArrayDeque.class, Shapes.ARRAY_DEQUE),
  PRIORITY_QUEUE(74, PriorityQueue.class, Shapes.PRIORITY_QUEUE),
  HASH_SET(75, HashSet.class, Shapes.HASH_SET),
  LINKED_HASH_SET(76, LinkedHashSet.class, Shapes.LINKED_HASH_SET),
  TREE_SET(77, TreeSet.class, Shapes.TREE_SET),
  SKIP_LIST_SET(78, ConcurrentSkipListSet.class, Shapes.SKIP_LIST_SET),
  CONCURRENT_SET(79, ConcurrentHashMap.KeySetView.class, Shapes.CONCURRENT_SET),
  COPY_LIST(80, CopyOnWriteArrayList.class, Shapes.COPY_LIST),
  COPY_SET(81, CopyOnWriteArraySet.class, Shapes.COPY_SET),
  CONCURRENT_QUEUE(82, ConcurrentLinkedQueue.class, Shapes.CONCURRENT_QUEUE),
  CONCURRENT_DEQUE(83, ConcurrentLinkedDeque.class, Shapes.CONCURRENT_DEQUE),
  HASH_MAP(84, HashMap.class, Shapes.HASH_MAP),
  LINKED_HASH_MAP(85, LinkedHashMap.class, Shapes.LINKED_HASH_MAP),
  TREE_MAP(86, TreeMap.class, Shapes.TREE_MAP),
  HASHTABLE(87, Hashtable.class, Shapes.HASHTABLE),
  IDENTITY_MAP(88, IdentityHashMap.class, Shapes.IDENTITY_MAP),
  WEAK_MAP(89, WeakHashMap.class, Shapes.WEAK_MAP),
  CONCURRENT_MAP(90, ConcurrentHashMap.class, Shapes.CONCURRENT_MAP),
  SKIP_LIST_MAP(91, ConcurrentSkipListMap.class, Shapes.SKIP_LIST_MAP),
  ENUM_MAP(92, EnumMap.class, EnumContainers.MAP),
  ENUM_SET(93, EnumSet.class, EnumContainers.SET),
  AS_LIST(94, List.class, Holders.AS_LIST),
  LIST_OF(95, List.class, Frozen.LIST),
  SET_OF(96, Set.class, Frozen.SET),
  MAP_OF(97, Map.class, Frozen.MAP),

  READ_ONLY_COLLECTION(100, Collection.class, Shapes.READ_ONLY_COLLECTION),
  READ_ONLY_LIST(101, List.class, Shapes.READ_ONLY_LIST),
  READ_ONLY_SET(102, Set.class, Shapes.READ_ONLY_SET),
  READ_ONLY_SORTED_SET(103, SortedSet.class, Shapes.READ_ONLY_SORTED_SET),
  READ_ONLY_MAP(104, Map.class, Shapes.READ_ONLY_MAP),
  READ_ONLY_SORTED_MAP(105, SortedMap.class, Shapes.READ_ONLY_SORTED_MAP),
  LOCKED_COLLECTION(106, Collection.class, Shapes.LOCKED_COLLECTION),
  LOCKED_LIST(107, List.class, Shapes.LOCKED_LIST),
  LOCKED_SET(108, Set.class, Shapes.LOCKED_SET),
  LOCKED_SORTED_SET(109, SortedSet.class, Shapes.LOCKED_SORTED_SET),
  LOCKED_MAP(110, Map.class, Shapes.LOCKED_MAP),
  LOCKED_SORTED_MAP(111, SortedMap.class, Shapes.LOCKED_SORTED_MAP);

  /** Where the fixed numbers end and the block's table begins. */
  static final int GREATEST_ID = 119;

  private static final @Nullable Registration[] BY_ID = new Registration[GREATEST_ID + 1];
  private static final Map<Class<?>, Fixed> BY_CLASS = new HashMap<>();
  private static final Set<Class<?>> SCALARS =
      Set.of(
          Boolean.class,
          Byte.class,
          Character.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          String.class,
          Class.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  static {
    for (Fixed kind : values()) {
      if (BY_ID[kind.id] != null) {
        throw new IllegalStateException("id " + kind.id + " is used twice");
      }
      BY_ID[kind.id] = new Registration(kind.type, kind.serializer, kind.id);
      if (kind.type.isArray() || !Modifier.isAbstract(kind.type.getModifiers())) {
        BY_CLASS.put(kind.type, kind);
      }
    }
  }

  private final int id;
  private final Class<?> type;
  private final Serializer<?> serializer;

  Fixed(int id, Class<?> type, Serializer<?> serializer) {
    this.id = id;
    this.type = type;
    this.serializer = serializer;
  }

  int id() {
    return id;
  }

  Choice choice() {
    return new Choice(type, serializer, id);
  }

  /** The kind of exactly this class. */
  static @Nullable Fixed ofClass(Class<?> type) {
    return BY_CLASS.get(type);
  }

  static @Nullable Registration registration(int id) {
    return BY_ID[id];
  }

  /** Values without identity: writing them again is cheaper than looking for the first one. */
  static boolean isScalar(Class<?> type) {
    return SCALARS.contains(type);
  }
}
