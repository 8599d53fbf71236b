package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.Serializer;
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
  BOOLEAN(1, Boolean.class, Of.SCALARS),
  BYTE(2, Byte.class, Of.SCALARS),
  CHARACTER(3, Character.class, Of.SCALARS),
  SHORT(4, Short.class, Of.SCALARS),
  INTEGER(PlainValues.INTEGER, Integer.class, Of.SCALARS),
  LONG(PlainValues.LONG, Long.class, Of.SCALARS),
  FLOAT(7, Float.class, Of.SCALARS),
  DOUBLE(PlainValues.DOUBLE, Double.class, Of.SCALARS),
  STRING(PlainValues.STRING, String.class, Of.SCALARS),
  BOOLEANS(10, boolean[].class, Of.ARRAYS),
  BYTES(11, byte[].class, Of.ARRAYS),
  CHARS(12, char[].class, Of.ARRAYS),
  SHORTS(13, short[].class, Of.ARRAYS),
  INTS(14, int[].class, Of.ARRAYS),
  LONGS(15, long[].class, Of.ARRAYS),
  FLOATS(16, float[].class, Of.ARRAYS),
  DOUBLES(17, double[].class, Of.ARRAYS),
  OBJECTS(18, Object[].class, Of.ARRAYS),
  STRINGS(19, String[].class, Of.ARRAYS),
  CLASS(20, Class.class, Of.HOLDERS),
  BIG_INTEGER(21, BigInteger.class, Of.SCALARS),
  BIG_DECIMAL(22, BigDecimal.class, Of.SCALARS),
  UUID_BITS(23, UUID.class, Of.SCALARS),
  DATE(24, Date.class, Of.SCALARS),
  ATOMIC_BOOLEAN(25, AtomicBoolean.class, Of.SCALARS),
  ATOMIC_INTEGER(26, AtomicInteger.class, Of.SCALARS),
  ATOMIC_LONG(27, AtomicLong.class, Of.SCALARS),
  ATOMIC_REFERENCE(28, AtomicReference.class, Of.HOLDERS),
  STRING_BUILDER(29, StringBuilder.class, Of.SCALARS),
  STRING_BUFFER(30, StringBuffer.class, Of.SCALARS),
  BIT_SET(31, BitSet.class, Of.SCALARS),
  FILE(32, File.class, Of.SCALARS),
  PATH(33, Path.class, Of.SCALARS),
  CHARSET(34, Charset.class, Of.SCALARS),
  BYTE_BUFFER(35, ByteBuffer.class, Of.ARRAYS),
  OBJECT(36, Object.class, Of.SCALARS),
  LAMBDA(Lambdas.FIXED_ID, Serializable.class, Of.HOLDERS),
  SHARED(38, Shared.class, Of.HOLDERS),

  DURATION(40, Duration.class, Of.TIMES),
  INSTANT(41, Instant.class, Of.TIMES),
  LOCAL_DATE(42, LocalDate.class, Of.TIMES),
  LOCAL_TIME(43, LocalTime.class, Of.TIMES),
  LOCAL_DATE_TIME(44, LocalDateTime.class, Of.TIMES),
  ZONE_OFFSET(45, ZoneOffset.class, Of.TIMES),
  ZONE_ID(46, ZoneId.class, Of.TIMES),
  OFFSET_TIME(47, OffsetTime.class, Of.TIMES),
  OFFSET_DATE_TIME(48, OffsetDateTime.class, Of.TIMES),
  ZONED_DATE_TIME(49, ZonedDateTime.class, Of.TIMES),
  YEAR(50, Year.class, Of.TIMES),
  YEAR_MONTH(51, YearMonth.class, Of.TIMES),
  MONTH_DAY(52, MonthDay.class, Of.TIMES),
  PERIOD(53, Period.class, Of.TIMES),

  OPTIONAL(60, Optional.class, Of.HOLDERS),
  OPTIONAL_INT(61, OptionalInt.class, Of.HOLDERS),
  OPTIONAL_LONG(62, OptionalLong.class, Of.HOLDERS),
  OPTIONAL_DOUBLE(63, OptionalDouble.class, Of.HOLDERS),
  ENTRY(64, AbstractMap.SimpleEntry.class, Of.HOLDERS),
  FIXED_ENTRY(65, AbstractMap.SimpleImmutableEntry.class, Of.HOLDERS),
  MAP_ENTRY(66, Map.Entry.class, Of.HOLDERS),

  ARRAY_LIST(70, ArrayList.class, Of.COLLECTIONS),
  LINKED_LIST(71, LinkedList.class, Of.COLLECTIONS),
  VECTOR(72, Vector.class, Of.COLLECTIONS),
  ARRAY_DEQUE(73, ArrayDeque.class, Of.COLLECTIONS),
  PRIORITY_QUEUE(74, PriorityQueue.class, Of.COLLECTIONS),
  HASH_SET(75, HashSet.class, Of.COLLECTIONS),
  LINKED_HASH_SET(76, LinkedHashSet.class, Of.COLLECTIONS),
  TREE_SET(77, TreeSet.class, Of.COLLECTIONS),
  SKIP_LIST_SET(78, ConcurrentSkipListSet.class, Of.COLLECTIONS),
  CONCURRENT_SET(79, ConcurrentHashMap.KeySetView.class, Of.COLLECTIONS),
  COPY_LIST(80, CopyOnWriteArrayList.class, Of.COLLECTIONS),
  COPY_SET(81, CopyOnWriteArraySet.class, Of.COLLECTIONS),
  CONCURRENT_QUEUE(82, ConcurrentLinkedQueue.class, Of.COLLECTIONS),
  CONCURRENT_DEQUE(83, ConcurrentLinkedDeque.class, Of.COLLECTIONS),
  HASH_MAP(84, HashMap.class, Of.MAPS),
  LINKED_HASH_MAP(85, LinkedHashMap.class, Of.MAPS),
  TREE_MAP(86, TreeMap.class, Of.MAPS),
  HASHTABLE(87, Hashtable.class, Of.MAPS),
  IDENTITY_MAP(88, IdentityHashMap.class, Of.MAPS),
  WEAK_MAP(89, WeakHashMap.class, Of.MAPS),
  CONCURRENT_MAP(90, ConcurrentHashMap.class, Of.MAPS),
  SKIP_LIST_MAP(91, ConcurrentSkipListMap.class, Of.MAPS),
  ENUM_MAP(92, EnumMap.class, Of.ENUMS),
  ENUM_SET(93, EnumSet.class, Of.ENUMS),
  AS_LIST(94, List.class, Of.COLLECTIONS),
  LIST_OF(95, List.class, Of.FROZEN),
  SET_OF(96, Set.class, Of.FROZEN),
  MAP_OF(97, Map.class, Of.FROZEN),

  READ_ONLY_COLLECTION(100, Collection.class, Of.WRAPPERS),
  READ_ONLY_LIST(101, List.class, Of.WRAPPERS),
  READ_ONLY_SET(102, Set.class, Of.WRAPPERS),
  READ_ONLY_SORTED_SET(103, SortedSet.class, Of.WRAPPERS),
  READ_ONLY_MAP(104, Map.class, Of.WRAPPERS),
  READ_ONLY_SORTED_MAP(105, SortedMap.class, Of.WRAPPERS),
  LOCKED_COLLECTION(106, Collection.class, Of.WRAPPERS),
  LOCKED_LIST(107, List.class, Of.WRAPPERS),
  LOCKED_SET(108, Set.class, Of.WRAPPERS),
  LOCKED_SORTED_SET(109, SortedSet.class, Of.WRAPPERS),
  LOCKED_MAP(110, Map.class, Of.WRAPPERS),
  LOCKED_SORTED_MAP(111, SortedMap.class, Of.WRAPPERS);

  /** Where the fixed numbers end and the block's table begins. */
  static final int GREATEST_ID = 119;

  /** Where the serializers are written down. */
  private enum Of {
    SCALARS,
    ARRAYS,
    TIMES,
    HOLDERS,
    COLLECTIONS,
    MAPS,
    WRAPPERS,
    ENUMS,
    FROZEN
  }

  private static final @Nullable Fixed[] BY_ID = new Fixed[GREATEST_ID + 1];
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
      BY_ID[kind.id] = kind;
      if (kind.type.isArray() || !Modifier.isAbstract(kind.type.getModifiers())) {
        BY_CLASS.put(kind.type, kind);
      }
    }
  }

  private final int id;
  private final Class<?> type;
  private final Of table;

  /** Made when it is first met: a process that starts meets few, and linking all takes longer. */
  private volatile @Nullable Registration registration;

  Fixed(int id, Class<?> type, Of table) {
    this.id = id;
    this.type = type;
    this.table = table;
  }

  Choice choice() {
    return new Choice(type, registration().getSerializer(), id);
  }

  private Registration registration() {
    Registration made = registration;
    if (made == null) {
      made = new Registration(type, serializer(), id);
      registration = made; // another thread may do the same; either is as good
    }
    return made;
  }

  private Serializer<?> serializer() {
    return switch (table) {
      case SCALARS -> Scalars.of(this);
      case ARRAYS -> BulkArrays.of(this);
      case TIMES -> Times.of(this);
      case HOLDERS -> Holders.of(this);
      case COLLECTIONS -> Shapes.collection(this);
      case MAPS -> Shapes.map(this);
      case WRAPPERS -> Wrappers.of(this);
      case ENUMS -> EnumContainers.of(this);
      case FROZEN -> Frozen.of(this);
    };
  }

  /** The kind of exactly this class. */
  static @Nullable Fixed ofClass(Class<?> type) {
    return BY_CLASS.get(type);
  }

  static @Nullable Registration registration(int id) {
    Fixed kind = BY_ID[id];
    return kind == null ? null : kind.registration();
  }

  /** Values without identity: writing them again is cheaper than looking for the first one. */
  static boolean isScalar(Class<?> type) {
    return SCALARS.contains(type);
  }
}
