package io.processpool.advice;

import static io.processpool.api.Advice.Kind.CHUNK_SIZE;
import static io.processpool.api.Advice.Kind.MORE_WORKERS_THAN_CORES;
import static io.processpool.api.Advice.Kind.OVERHEAD;
import static io.processpool.api.Advice.Kind.REPEATED_CALLS;
import static io.processpool.api.Advice.Kind.RESENT_OBJECT;
import static io.processpool.api.Advice.Kind.SLOW_INPUT;
import static io.processpool.api.Advice.Kind.SLOW_TAKING;
import static io.processpool.api.Advice.Kind.STRAGGLER;
import static io.processpool.api.Advice.Kind.TOO_MUCH_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.Pool;
import io.processpool.api.Advice;
import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import io.processpool.task.TaskFunction;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * Jobs with a known fault, or none, on real workers. Where a time has to be certain on a busy
 * machine, the work is to sleep.
 */
@Tag("process")
@Tag("long")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(Lifecycle.PER_CLASS)
class WorkloadsTest {

  private static final int LARGE = 8 << 20;
  private static final JobOptions AUTOMATIC = JobOptions.defaults();

  private Pool pool;

  @BeforeAll
  void openPool() {
    pool = Pool.builder().workers(2).workerHeap(256 << 20).name("advised").open();
    warmUp(pool);
  }

  @AfterAll
  void closePool() {
    pool.close();
  }

  /** All workers are there, and have done a little of everything. */
  private static void warmUp(Pool pool) {
    assertThat(pool.broadcast(() -> 1)).isNotEmpty();
    assertThat(pool.map(x -> x + nap(1), IntStream.range(0, 100).boxed().toList())).hasSize(100);
  }

  private static int nap(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 0;
  }

  /** Some milliseconds of a core. */
  private static long burn(int seed) {
    long value = seed + 1L;
    for (int i = 0; i < 4_000_000; i++) { // xorshift: no compiler knows a shorter way
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    return value;
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** Items that are made when they are asked for. */
  private static <T> Iterable<T> each(int count, IntFunction<T> item) {
    return () -> IntStream.range(0, count).mapToObj(item).iterator();
  }

  private <T, R> List<Advice> adviceFor(TaskFunction<T, R> function, Iterable<? extends T> items) {
    return adviceFor(function, items, AUTOMATIC);
  }

  private <T, R> List<Advice> adviceFor(
      TaskFunction<T, R> function, Iterable<? extends T> items, JobOptions options) {
    return adviceFor(pool, function, items, options);
  }

  private static <T, R> List<Advice> adviceFor(
      Pool pool, TaskFunction<T, R> function, Iterable<? extends T> items, JobOptions options) {
    try (Results<R> results = pool.imapUnordered(function, items, options)) {
      drain(results);
      return print(results);
    }
  }

  private static void drain(Iterator<?> results) {
    while (results.hasNext()) {
      results.next();
    }
  }

  /** So that a person can judge the sentences. */
  private static List<Advice> print(Results<?> results) {
    System.out.println(results.report().times());
    List<Advice> advice = results.report().advice();
    if (advice.isEmpty()) {
      System.out.println("(silent)");
    }
    advice.forEach(each -> System.out.println(each.kind() + ": " + each));
    return advice;
  }

  @Test
  void shouldSayThatALoopIsQuickerForTimesTen() {
    assertThat(adviceFor(x -> x * 10, numbers(400_000)))
        .extracting(Advice::kind)
        .containsExactly(OVERHEAD);
  }

  @Test
  void shouldSayThatLargeItemsTakeTheTime() {
    double[] array = new double[LARGE / Double.BYTES];
    Iterable<double[]> arrays =
        each(
            40,
            i -> {
              array[i] = i;
              return array;
            });

    assertThat(adviceFor((double[] values) -> values.length, arrays, AUTOMATIC.chunkSize(1)))
        .extracting(Advice::kind)
        .containsExactly(TOO_MUCH_DATA);
  }

  private record Row(int number, double[] table) implements Serializable {}

  @Test
  void shouldSayThatTheSameTableIsSentAgain() {
    double[] table = new double[(1 << 20) / Double.BYTES];

    assertThat(adviceFor((Row row) -> row.table().length, each(300, i -> new Row(i, table))))
        .extracting(Advice::kind)
        .containsExactly(RESENT_OBJECT);
  }

  @Test
  void shouldSayThatCallsRepeat() {
    assertThat(adviceFor((Integer x) -> nap(5), each(500, i -> i % 50)))
        .extracting(Advice::kind)
        .containsExactly(REPEATED_CALLS);
  }

  @Test
  void shouldSayThatChunksAreTooSmall() {
    assertThat(adviceFor((Integer x) -> x * 10, numbers(20_000), AUTOMATIC.chunkSize(1)))
        .extracting(Advice::kind)
        .contains(CHUNK_SIZE)
        .isSubsetOf(CHUNK_SIZE, OVERHEAD);
  }

  @Test
  void shouldSayThatOneChunkLeavesAWorkerIdle() {
    assertThat(adviceFor((Integer x) -> nap(25), numbers(60), AUTOMATIC.chunkSize(60)))
        .extracting(Advice::kind)
        .containsExactly(CHUNK_SIZE);
  }

  @Test
  void shouldNameTheStraggler() {
    assertThat(adviceFor((Integer x) -> nap(x == 17 ? 3_000 : 10), numbers(40)))
        .hasSize(1)
        .allSatisfy(
            advice -> {
              assertThat(advice.kind()).isEqualTo(STRAGGLER);
              assertThat(advice.evidence()).startsWith("Item 17 took 3.");
            });
  }

  @Test
  void shouldSayThatWorkersShareCores() {
    int cores = Runtime.getRuntime().availableProcessors();
    int workers = Math.min(2 * cores, cores + 6); // on many cores that is no fault worth a word
    try (Pool crowd = Pool.builder().workers(workers).workerHeap(64 << 20).open()) {
      warmUp(crowd);
      List<Advice> advice =
          adviceFor(crowd, WorkloadsTest::burn, numbers(100 * workers), AUTOMATIC);
      if (workers >= 1.5 * cores) {
        assertThat(advice).extracting(Advice::kind).containsExactly(MORE_WORKERS_THAN_CORES);
      } else {
        assertThat(advice).isEmpty();
      }
    }
  }

  @Test
  void shouldSayThatTheInputIsSlow() {
    assertThat(adviceFor((Integer x) -> x * 10, each(150, i -> i + nap(10))))
        .extracting(Advice::kind)
        .containsExactly(SLOW_INPUT);
  }

  @Test
  void shouldSayThatResultsAreTakenSlowly() {
    try (Results<Integer> results = pool.imap(x -> x * 10, numbers(150))) {
      while (results.hasNext()) {
        assertThat(results.next() + nap(10)).isNotNegative();
      }
      assertThat(print(results)).extracting(Advice::kind).containsExactly(SLOW_TAKING);
    }
  }

  @Test
  void shouldBeSilentOnWorkForTheProcessor() {
    assertThat(adviceFor(WorkloadsTest::burn, numbers(300))).isEmpty();
  }

  @Test
  void shouldBeSilentOnTasksThatWait() {
    assertThat(adviceFor((Integer x) -> nap(20), numbers(100))).isEmpty();
  }

  @Test
  void shouldBeSilentOnArraysThatAreWorthTheirWay() {
    Iterable<int[]> arrays = each(100, i -> new int[] {i, 10_000 + i});
    assertThat(
            adviceFor(
                (int[] range) -> {
                  nap(20);
                  return new byte[range[1]];
                },
                arrays))
        .isEmpty();
  }
}
