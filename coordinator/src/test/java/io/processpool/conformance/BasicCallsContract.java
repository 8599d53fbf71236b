package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.JobProgress;
import io.processpool.api.JobReport;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that work. */
abstract class BasicCallsContract extends PoolContract {

  /** Named arguments, the Java way. */
  record Size(int width, int height) {}

  private static JobOptions chunks(int size) {
    return JobOptions.defaults().chunkSize(size);
  }

  @Test
  @DisplayName("1: one call gives the function's value")
  void shouldGiveTheValueOfOneCall() {
    assertThatObject(pool().apply(x -> x * 2, 21)).isEqualTo(42);
    assertThatObject(pool().submit(() -> "done").join()).isEqualTo("done");
    assertThatObject(pool().applyAsync((String s) -> s.length(), "four").join()).isEqualTo(4);
    assertThatObject(pool().<Object, Object>apply(x -> x, null)).isNull();
  }

  @Test
  @DisplayName("2, 16: a record carries named arguments")
  void shouldTakeARecordAsNamedArguments() {
    assertThatObject(pool().apply(size -> size.width() * size.height(), new Size(6, 7)))
        .isEqualTo(42);
    assertThat(pool().map(Size::height, List.of(new Size(1, 2), new Size(3, 4))))
        .containsExactly(2, 4);
    assertThatObject(pool().apply(map -> map.get("height"), Map.of("width", 1, "height", 9)))
        .isEqualTo(9);
  }

  @Test
  @DisplayName("3, 4: map equals the loop, in order, for any chunks")
  void shouldMapLikeALoop() {
    assertThat(pool().map(x -> x * x, numbers(10))).isEqualTo(squares(10));
    assertThat(pool().map(x -> x * x, numbers(100), chunks(20))).isEqualTo(squares(100));
    assertThat(pool().map(x -> x % 2 == 0 ? x : null, numbers(4)))
        .containsExactly(0, null, 2, null);
  }

  @Test
  @DisplayName("5: two zipped inputs; the shorter one ends")
  void shouldMapZippedInputs() {
    List<Integer> longer = numbers(5);
    List<String> shorter = List.of("a", "b", "c");
    Iterable<Map.Entry<Integer, String>> zipped =
        () ->
            IntStream.range(0, Math.min(longer.size(), shorter.size()))
                .<Map.Entry<Integer, String>>mapToObj(
                    i -> new SimpleEntry<>(longer.get(i), shorter.get(i)))
                .iterator();
    assertThat(pool().starmap((Integer i, String s) -> s + i, zipped))
        .containsExactly("a0", "b1", "c2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  @DisplayName("6: starmap, for automatic and explicit chunks")
  void shouldStarmap(int chunk) {
    JobOptions options = chunk == 0 ? JobOptions.defaults() : chunks(chunk);
    List<Map.Entry<Integer, Integer>> pairs =
        numbers(20).stream().map(i -> Map.entry(i, i + 1)).toList();
    List<Integer> expected = numbers(20).stream().map(i -> i * (i + 1)).toList();
    assertThat(pool().starmap((Integer a, Integer b) -> a * b, pairs, options)).isEqualTo(expected);
    assertThat(pool().starmapAsync((Integer a, Integer b) -> a * b, pairs, options).join())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("7: an async map gives the same list as often as it is asked")
  void shouldGiveTheResultOfAnAsyncMapTwice() throws Exception {
    var future = pool().mapAsync(x -> x * x, numbers(10));
    assertThat(future.get()).isEqualTo(squares(10)).isSameAs(future.get()).isSameAs(future.join());
  }

  @Test
  @DisplayName("8, 9: imap is in order, item by item, and ends once")
  void shouldGiveLazyResultsInInputOrder() {
    for (JobOptions options : List.of(JobOptions.defaults(), chunks(100))) {
      Results<Integer> results = pool().imap(x -> x * x, numbers(1000), options);
      for (int i = 0; i < 1000; i++) {
        assertThat(results.next()).isEqualTo(i * i);
      }
      assertThat(results.hasNext()).isFalse();
      assertThat(results.hasNext()).isFalse();
      assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 2000})
  @DisplayName("10: unordered results are the same, in any order")
  void shouldGiveUnorderedResultsOnceEach(int chunk) {
    assertThat(drain(pool().imapUnordered(x -> x * x, numbers(1000), chunks(chunk))))
        .containsExactlyInAnyOrderElementsOf(squares(1000));
  }

  @Test
  @DisplayName("11: an empty input gives an empty result, whatever the call")
  void shouldGiveNothingForNothing() {
    Gate gate = gate();
    var busy = pool().mapAsync(x -> waitFor(gate, x), numbers(2), chunks(1));
    gate.awaitMarks(2); // no worker has time: nothing may wait for one
    for (JobOptions options : List.of(JobOptions.defaults(), chunks(7))) {
      List<Integer> nothing = List.of();
      assertThat(pool().map(x -> x, nothing, options)).isEmpty();
      assertThat(pool().mapAsync(x -> x, nothing, options).join()).isEmpty();
      assertThat(pool().imap(x -> x, nothing, options).hasNext()).isFalse();
      assertThat(pool().imapUnordered(x -> x, nothing, options).hasNext()).isFalse();
      assertThat(pool().outcomes(x -> x, nothing, options).hasNext()).isFalse();
      assertThat(pool().starmap((Integer a, Integer b) -> a, List.of(), options)).isEmpty();
      assertThat(pool().starmapAsync((Integer a, Integer b) -> a, List.of(), options).join())
          .isEmpty();
    }
    assertThat(busy.isDone()).isFalse();
    gate.open();
    assertThat(busy.join()).containsExactly(0, 1);
  }

  private static int waitFor(Gate gate, int x) throws Exception {
    gate.pass(x);
    return x;
  }

  @Test
  @DisplayName("12: a single item gives one result")
  void shouldMapASingleItem() {
    assertThat(pool().map(x -> x + 1, List.of(1))).containsExactly(2);
    assertThat(drain(pool().imap(x -> x + 1, List.of(1)))).containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9, 10, 11, 1000, Integer.MAX_VALUE})
  @DisplayName("13: chunks larger than, equal to and not dividing the input")
  void shouldNotDependOnTheChunkSize(int chunk) {
    assertThat(pool().map(x -> x * x, numbers(10), chunks(chunk))).isEqualTo(squares(10));
    assertThat(drain(pool().imap(x -> x * x, numbers(10), chunks(chunk)))).isEqualTo(squares(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  @DisplayName("14: a chunk below 1 is an argument error")
  void shouldRefuseChunksBelowOne(int chunk) {
    assertThatThrownBy(() -> JobOptions.defaults().chunkSize(chunk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chunkSize: " + chunk);
    assertThatThrownBy(() -> JobOptions.defaults().window(chunk))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("15: an input of unknown, known or wrongly hinted length")
  void shouldTakeStreamsAndHints() {
    Stream<Integer> stream = Stream.iterate(0, x -> x + 1).limit(50);
    assertThat(pool().map(x -> x * x, stream::iterator)).isEqualTo(squares(50));
    for (int hint : new int[] {0, 1, 50, 1000}) {
      assertThat(
              pool().map(x -> x * x, numbers(50)::iterator, JobOptions.defaults().sizeHint(hint)))
          .isEqualTo(squares(50));
    }
    assertThat(pool().map(x -> x == null, Arrays.asList(1, null))).containsExactly(false, true);
    assertThat(pool().outcomes(x -> x + 1, List.of(1)).next())
        .isEqualTo(new Outcome.Success<>(0, 1, 2));
  }

  static int twice(int x) {
    return 2 * x;
  }

  /** A function with state. */
  static final class Adder {
    private final int summand;

    Adder(int summand) {
      this.summand = summand;
    }

    int add(int x) {
      return x + summand;
    }
  }

  @Test
  @DisplayName("17, 18: static, bound, unbound and constructor references, and captures")
  void shouldCallEveryKindOfFunction() {
    int captured = 5;
    List<Integer> words = List.of(1, 2);
    assertThat(pool().map(BasicCallsContract::twice, words)).containsExactly(2, 4);
    assertThat(pool().map(new Adder(10)::add, words)).containsExactly(11, 12);
    assertThat(pool().map(String::length, List.of("a", "bb"))).containsExactly(1, 2);
    assertThat(pool().map(StringBuilder::new, List.of("a"))).hasToString("[a]");
    assertThat(pool().map(x -> x + captured, words)).containsExactly(6, 7);
  }

  @Test
  @DisplayName("19: two functions at once give each its own results")
  void shouldKeepJobsApart() {
    Gate both = gate();
    var doubled = pool().mapAsync(x -> meetFirst(both, x) * 2, numbers(200), chunks(3));
    var negated = pool().mapAsync(x -> -meetFirst(both, x), numbers(200), chunks(5));
    Results<Integer> lazy = pool().imap(x -> x + 1, numbers(200), chunks(7));
    assertThat(drain(lazy)).isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
    assertThat(doubled.join()).isEqualTo(numbers(200).stream().map(x -> x * 2).toList());
    assertThat(negated.join()).isEqualTo(numbers(200).stream().map(x -> -x).toList());
  }

  /** Goes on with the first item when two of them are there. */
  private static int meetFirst(Gate gate, int x) throws Exception {
    if (x == 0) {
      gate.meet(2);
    }
    return x;
  }

  @Test
  @DisplayName("20: ten threads map, submit and cancel at once")
  void shouldServeTenThreads() throws Exception {
    List<Throwable> problems = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      int number = t;
      Thread thread = new Thread(() -> mixCalls(number), "mixer-" + t);
      thread.setUncaughtExceptionHandler((who, e) -> problems.add(e));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(problems).isEmpty();
  }

  private void mixCalls(int number) {
    for (int round = 0; round < 10; round++) {
      int key = number * 100 + round;
      assertThat(pool().map(x -> x + key, numbers(20), chunks(3)))
          .isEqualTo(IntStream.range(key, key + 20).boxed().toList());
      var dropped = pool().mapAsync(x -> x + key, numbers(200));
      assertThatObject(pool().submit(() -> key).join()).isEqualTo(key);
      boolean cancelled = round % 3 > 0 && dropped.cancel(true);
      if (!cancelled) {
        assertThat(dropped.join()).isEqualTo(IntStream.range(key, key + 200).boxed().toList());
      }
      assertThat(dropped.isCancelled()).isEqualTo(cancelled);
    }
  }

  @Test
  @DisplayName("21: a pool made and used by another thread than main")
  void shouldWorkInAnyThread() throws Exception {
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    Thread thread =
        new Thread(
            () -> {
              try (Pool own = backend().open(1)) {
                seen.add(own.map(x -> x * x, numbers(5)));
              }
            });
    thread.start();
    thread.join();
    assertThat(seen).containsExactly(squares(5));
  }

  @Test
  @DisplayName("182: the workers' shares add up to the whole")
  void shouldAddUpTheSharesOfTheWorkers() {
    Results<Integer> results =
        pool()
            .imap(BasicCallsContract::slowSquare, numbers(100), JobOptions.defaults().chunkSize(5));
    assertThat(drain(results)).isEqualTo(squares(100));
    JobReport report = results.report();
    List<JobReport.WorkerShare> shares = report.workers();
    assertThat(shares).hasSize(2);
    assertThat(shares.stream().mapToLong(JobReport.WorkerShare::items).sum()).isEqualTo(100);
    assertThat(shares.stream().mapToLong(JobReport.WorkerShare::chunks).sum()).isEqualTo(20);
    assertThat(report.items()).isEqualTo(new JobReport.Items(100, 100, 0, 0));
    Duration compute =
        shares.stream().map(JobReport.WorkerShare::compute).reduce(Duration.ZERO, Duration::plus);
    assertThat(report.times().compute()).isEqualTo(compute).isGreaterThan(Duration.ofMillis(100));
    assertThat(compute).isLessThan(report.wall().multipliedBy(shares.size()));
  }

  @Test
  @DisplayName("181: the last that a listener hears of a job is that all is done")
  void shouldTellAListenerHowFarAJobIs() {
    assertThat(progressOf(numbers(10))).isEqualTo(OptionalLong.of(10));
    assertThat(progressOf(() -> numbers(10).iterator())).isEmpty();
  }

  /** Of how many it spoke in the end. */
  private OptionalLong progressOf(Iterable<Integer> ten) {
    List<JobProgress> told = new CopyOnWriteArrayList<>();
    JobOptions options = JobOptions.defaults().chunkSize(2).onProgress(told::add);
    assertThat(pool().map(x -> x * x, ten, options)).isEqualTo(squares(10));
    await().atMost(LONG).until(() -> last(told).filter(each -> each.done() == 10).isPresent());
    assertThat(told).extracting(JobProgress::done).isSorted();
    assertThat(told).allMatch(each -> each.failed() == 0);
    return last(told).orElseThrow().total();
  }

  private static Optional<JobProgress> last(List<JobProgress> told) {
    return told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
  }

  private static int slowSquare(int x) throws InterruptedException {
    Thread.sleep(2);
    return x * x;
  }
}
