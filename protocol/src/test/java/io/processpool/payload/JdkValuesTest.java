package io.processpool.payload;

import static io.processpool.payload.Payloads.copy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
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
import java.util.BitSet;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdkValuesTest {

  static Stream<Object> equalValues() {
    return Stream.of(
        true,
        (byte) -7,
        'x',
        '\uD800',
        (short) -300,
        0,
        -1,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        0L,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        1.5f,
        Float.NaN,
        -0.0d,
        Double.MIN_VALUE,
        "",
        "plain",
        "gr\u00fcn",
        "\u4f60\u597d",
        "lone \uD800 surrogate",
        "x".repeat(100_000),
        BigInteger.ONE.shiftLeft(900).negate(),
        new BigDecimal("-12345678901234567890.123450"),
        new BigDecimal(BigInteger.TEN, -40),
        UUID.fromString("11111111-2222-3333-4444-555555555555"));
  }

  static Stream<Object> equalObjects() throws Exception {
    return Stream.of(
        new Date(12345L),
        new java.util.GregorianCalendar(2024, Calendar.MAY, 3),
        TimeZone.getTimeZone("Europe/Paris"),
        Locale.GERMANY,
        Locale.forLanguageTag("zh-Hant-TW-u-ca-roc"),
        Currency.getInstance("EUR"),
        StandardCharsets.UTF_16LE,
        new File("/tmp/some file"),
        Path.of("a", "b", "c.txt"),
        URI.create("http://example.com/a?b=c#d"),
        new URL("file:/tmp/x"),
        Instant.ofEpochSecond(-5, 17),
        Instant.MAX,
        Duration.ofNanos(-3),
        LocalDate.of(-44, 3, 15),
        LocalTime.MAX,
        LocalTime.of(3, 0),
        LocalDateTime.MIN,
        ZoneOffset.ofTotalSeconds(-1801),
        ZoneId.of("Asia/Kolkata"),
        OffsetTime.MAX,
        OffsetDateTime.MIN,
        ZonedDateTime.of(2024, 1, 2, 3, 4, 5, 6, ZoneId.of("America/New_York")),
        // The second of two times that are both called half past two.
        Instant.parse("2024-10-27T01:30:00Z").atZone(ZoneId.of("Europe/Berlin")),
        Instant.EPOCH.atZone(ZoneOffset.ofHours(-3)),
        Year.of(-1),
        YearMonth.of(9999, 12),
        MonthDay.of(2, 29),
        Period.of(-1, 2, -3),
        DayOfWeek.MONDAY,
        TimeUnit.MICROSECONDS,
        BitSet.valueOf(new long[] {5, 0, -1}),
        new BitSet());
  }

  static Stream<Object> equalHolders() throws Exception {
    return Stream.of(
        Optional.empty(),
        Optional.of("x"),
        Optional.of(Optional.of(List.of(1))),
        OptionalInt.empty(),
        OptionalInt.of(-4),
        OptionalLong.of(Long.MIN_VALUE),
        OptionalLong.empty(),
        OptionalDouble.of(2.5),
        OptionalDouble.empty(),
        String.class,
        int.class,
        void.class,
        int[][].class,
        JdkValuesTest.class,
        Map.Entry.class,
        Map.entry("k", 1),
        new AbstractMap.SimpleEntry<>("k", null),
        new AbstractMap.SimpleImmutableEntry<>(null, 2),
        java.net.InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
        new java.net.InetSocketAddress("127.0.0.1", 80));
  }

  @Test
  void shouldKeepWhatANotANumberCarries() {
    long missing = 0x7ff00000000007a2L; // as R says that a number is not known
    assertThat(Double.doubleToRawLongBits(copy(Double.longBitsToDouble(missing))))
        .isEqualTo(missing);
    int quiet = 0x7fc00123;
    assertThat(Float.floatToRawIntBits(copy(Float.intBitsToFloat(quiet)))).isEqualTo(quiet);
  }

  @ParameterizedTest
  @MethodSource({"equalValues", "equalObjects", "equalHolders"})
  void shouldComeBackEqual(Object value) throws Exception {
    Object copy = copy(value);
    assertThat(copy).isEqualTo(value);
    RoundTrip.check(value, Payloads.SETTINGS);
  }

  @Test
  void shouldCarryNull() {
    assertThat(Payloads.<Object>copy(null)).isNull();
  }

  @Test
  void shouldCarryEveryArrayOfPrimitives() {
    assertThat(copy(new boolean[] {true, false, true})).containsExactly(true, false, true);
    assertThat(copy(new byte[] {-1, 0, 127})).containsExactly(-1, 0, 127);
    assertThat(copy(new char[] {'a', '\uFFFF'})).containsExactly('a', '\uFFFF');
    assertThat(copy(new short[] {-1, 300})).containsExactly((short) -1, (short) 300);
    assertThat(copy(new int[] {Integer.MIN_VALUE, 7})).containsExactly(Integer.MIN_VALUE, 7);
    assertThat(copy(new long[] {Long.MIN_VALUE, 7})).containsExactly(Long.MIN_VALUE, 7);
    assertThat(copy(new float[] {-0f, Float.MIN_VALUE})).containsExactly(-0f, Float.MIN_VALUE);
    assertThat(copy(new double[] {1, Double.MAX_VALUE})).containsExactly(1, Double.MAX_VALUE);
    assertThat(copy(new int[0])).isEmpty();
  }

  @Test
  void shouldCarryArraysOfReferences() {
    assertThat(copy(new Object[] {1, null, "x"})).containsExactly(1, null, "x");
    assertThat(copy(new String[] {"a", null}))
        .isInstanceOf(String[].class)
        .containsExactly("a", null);
    int[][] nested = {{1, 2}, null, {}};
    assertThat(copy(nested)).isDeepEqualTo(nested);
    UUID[][][] deep = {{{new UUID(1, 2)}, {}}, {}};
    assertThat(copy(deep)).isDeepEqualTo(deep);
    TimeUnit[] constants = {TimeUnit.DAYS};
    assertThat(copy(constants)).isInstanceOf(TimeUnit[].class).containsExactly(TimeUnit.DAYS);
  }

  @Test
  void shouldCarryMutableHolders() {
    assertThat(copy(new AtomicInteger(-3)).get()).isEqualTo(-3);
    assertThat(copy(new AtomicLong(1L << 40)).get()).isEqualTo(1L << 40);
    assertThat(copy(new AtomicBoolean(true)).get()).isTrue();
    assertThat(copy(new AtomicReference<>(List.of(1))).get()).isEqualTo(List.of(1));
    assertThat(copy(new AtomicIntegerArray(new int[] {1, 2})).get(1)).isEqualTo(2);
    LongAdder adder = new LongAdder();
    adder.add(42);
    assertThat(copy(adder).sum()).isEqualTo(42);
    assertThat(copy(new StringBuilder("ab\u4f60")).toString()).isEqualTo("ab\u4f60");
    assertThat(copy(new StringBuffer("ab")).toString()).isEqualTo("ab");
    assertThat(copy(new ReentrantLock()).isLocked()).isFalse();
    assertThat(copy(new Object())).isNotNull();
  }

  @Test
  void shouldCarryPatternsAndRandomGenerators() {
    Pattern pattern = copy(Pattern.compile("a+", Pattern.CASE_INSENSITIVE));
    assertThat(pattern.matcher("AAA").matches()).isTrue();
    assertThat(copy(new Random(7)).nextLong()).isEqualTo(new Random(7).nextLong());
  }

  @Test
  void shouldCopyWhatRemainsInAByteBuffer() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(1).putInt(2).flip().position(4);
    ByteBuffer copy = copy(buffer.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
    assertThat(copy).isEqualTo(buffer);
    assertThat(copy.isReadOnly()).isTrue();
    assertThat(copy.getInt()).isEqualTo(2);
    assertThat(buffer.position()).isEqualTo(4);
  }

  @Test
  void shouldCarryThrowablesWithStackCauseAndSuppressed() {
    IllegalStateException failure =
        new IllegalStateException("outer", new java.io.IOException("inner"));
    failure.addSuppressed(new ArithmeticException("also"));
    IllegalStateException copy = copy(failure);
    assertThat(copy).hasMessage("outer").hasRootCauseMessage("inner");
    assertThat(copy.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(copy(new StackOverflowError("x"))).hasMessage("x");
  }
}
