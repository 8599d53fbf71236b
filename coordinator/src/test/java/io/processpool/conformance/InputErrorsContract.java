package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that throw. */
abstract class InputErrorsContract extends PoolContract {

  private static final class InputFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputFailure() {
      super("the input is torn");
    }
  }

  /** Where an iterator throws; that of a stream does when it is asked whether there is more. */
  enum Where {
    HAS_NEXT,
    NEXT
  }

  /** Gives 0, 1, 2 … once and throws instead of a later number. */
  private static final class Torn implements Iterable<Integer> {
    private final int good;
    private final Where where;
    private final InputFailure failure = new InputFailure();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private int next;

    Torn(int good, Where where) {
      this.good = good;
      this.where = where;
    }

    private void tear(Where here) {
      readers.add(Thread.currentThread());
      if (next == good && here == where) {
        throw failure;
      }
    }

    @Override
    public Iterator<Integer> iterator() {
      readers.add(Thread.currentThread());
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          tear(Where.HAS_NEXT);
          return true;
        }

        @Override
        public Integer next() {
          tear(Where.NEXT);
          return next++;
        }
      };
    }
  }

  /** All the chunks, and each with all the places. */
  static Stream<Arguments> chunksAndPlaces() {
    return Stream.of(0, 1, 2, 4, 20)
        .flatMap(chunk -> Arrays.stream(Where.values()).map(where -> arguments(chunk, where)));
  }

  private static JobOptions options(int chunk) {
    return chunk == 0 ? JobOptions.defaults() : JobOptions.defaults().chunkSize(chunk);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("58, 63: map throws the input's own exception, and again the next time")
  void shouldThrowWhatTheInputThrows(Where where) {
    for (int round = 0; round < 2; round++) {
      Torn torn = new Torn(0, where);
      Throwable thrown = catchThrowable(() -> pool().map(x -> x, torn));
      assertThat(thrown).isSameAs(torn.failure);
      assertThat(thrown.getSuppressed()).isEmpty();
      assertThat(thrown.getCause()).isNull();
    }
    assertThatThrownBy(
            () ->
                pool()
                    .map(
                        x -> x,
                        () -> {
                          throw new InputFailure();
                        }))
        .isInstanceOf(InputFailure.class);
    assertThat(pool().map(x -> x * x, numbers(5))).isEqualTo(squares(5));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("58: an async map fails with the input's own exception")
  void shouldFailTheFutureOfATornInput(Where where) throws Exception {
    Torn torn = new Torn(3, where);
    assertThat(failureOf(pool().mapAsync(x -> x, torn))).isSameAs(torn.failure);
  }

  @ParameterizedTest
  @MethodSource("chunksAndPlaces")
  @DisplayName("59, 60: all results before the error come first, for any chunks")
  void shouldGiveAllResultsBeforeTheInputError(int chunk, Where where) {
    Torn torn = new Torn(7, where);
    Results<Integer> results = pool().imap(x -> x * x, torn, options(chunk));
    for (int i = 0; i < 7; i++) {
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThat(catchThrowable(results::next)).isSameAs(torn.failure);
    assertThat(results.hasNext()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("chunksAndPlaces")
  @DisplayName("61: the same for unordered results")
  void shouldGiveAllUnorderedResultsBeforeTheInputError(int chunk, Where where) {
    Torn torn = new Torn(7, where);
    Results<Integer> results = pool().imapUnordered(x -> x * x, torn, options(chunk));
    List<Integer> before = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      before.add(results.next());
    }
    assertThat(before).containsExactlyInAnyOrderElementsOf(squares(7));
    assertThat(catchThrowable(results::hasNext)).isSameAs(torn.failure);
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  @DisplayName("62: a wrong size does not make a call wait for ever")
  void shouldNotTrustTheClaimedSize() {
    for (int claimed : new int[] {0, 3, 1_000_000}) {
      for (Where where : Where.values()) {
        Torn torn = new Torn(0, where);
        assertThat(catchThrowable(() -> pool().map(x -> x, claiming(claimed, torn.iterator()))))
            .isSameAs(torn.failure);
      }
      assertThat(pool().map(x -> x * x, claiming(claimed, numbers(10).iterator())))
          .isEqualTo(squares(10));
    }
  }

  private static AbstractCollection<Integer> claiming(int size, Iterator<Integer> iterator) {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Integer> iterator() {
        return iterator;
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("64: the input is read by the consumer, and only by it")
  void shouldReadTheInputInTheConsumersThread(Where where) {
    Torn lazy = new Torn(5, where);
    assertThatThrownBy(() -> drain(pool().imap(x -> x, lazy))).isSameAs(lazy.failure);
    assertThat(lazy.readers).containsOnly(Thread.currentThread());
    Torn unordered = new Torn(5, where);
    assertThatThrownBy(() -> drain(pool().imapUnordered(x -> x, unordered)))
        .isSameAs(unordered.failure);
    assertThat(unordered.readers).containsOnly(Thread.currentThread());
    Torn mapped = new Torn(5, where);
    assertThatThrownBy(() -> pool().map(x -> x, mapped)).isSameAs(mapped.failure);
    assertThat(mapped.readers).containsOnly(Thread.currentThread());
  }

  @Test
  @DisplayName("65: an exhausted iterator is an empty input")
  void shouldTakeAnExhaustedIteratorAsEmpty() {
    Iterator<Integer> exhausted = numbers(3).iterator();
    drain(exhausted);
    assertThat(pool().map(x -> x, () -> exhausted)).isEmpty();
    assertThat(pool().imap(x -> x, () -> exhausted).hasNext()).isFalse();
  }
}
