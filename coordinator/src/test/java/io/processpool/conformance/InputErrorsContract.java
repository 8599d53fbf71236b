package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that throw. */
abstract class InputErrorsContract extends PoolContract {

  private static final class InputFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputFailure() {
      super("the input is torn");
    }
  }

  /** Gives 0, 1, 2 … and throws instead of a later number. */
  private static final class Torn implements Iterator<Integer> {
    private final int good;
    private final InputFailure failure = new InputFailure();
    private final AtomicReference<Thread> reader = new AtomicReference<>();
    private int next;

    Torn(int good) {
      this.good = good;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Integer next() {
      reader.set(Thread.currentThread());
      if (next == good) {
        throw failure;
      }
      return next++;
    }
  }

  private static JobOptions options(int chunk) {
    return chunk == 0 ? JobOptions.defaults() : JobOptions.defaults().chunkSize(chunk);
  }

  @Test
  @DisplayName("58, 63: map throws the input's own exception, and again the next time")
  void shouldThrowWhatTheInputThrows() {
    for (int round = 0; round < 2; round++) {
      Torn torn = new Torn(0);
      Throwable thrown = catchThrowable(() -> pool().map(x -> x, () -> torn));
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

  @Test
  @DisplayName("58: an async map fails with the input's own exception")
  void shouldFailTheFutureOfATornInput() throws Exception {
    Torn torn = new Torn(3);
    assertThat(failureOf(pool().mapAsync(x -> x, () -> torn))).isSameAs(torn.failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 20})
  @DisplayName("59, 60: all results before the error come first, for any chunks")
  void shouldGiveAllResultsBeforeTheInputError(int chunk) {
    Torn torn = new Torn(7);
    Results<Integer> results = pool().imap(x -> x * x, () -> torn, options(chunk));
    for (int i = 0; i < 7; i++) {
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThat(catchThrowable(results::next)).isSameAs(torn.failure);
    assertThat(results.hasNext()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 20})
  @DisplayName("61: the same for unordered results")
  void shouldGiveAllUnorderedResultsBeforeTheInputError(int chunk) {
    Torn torn = new Torn(7);
    Results<Integer> results = pool().imapUnordered(x -> x * x, () -> torn, options(chunk));
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
      Torn torn = new Torn(0);
      assertThat(catchThrowable(() -> pool().map(x -> x, claiming(claimed, torn))))
          .isSameAs(torn.failure);
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

  @Test
  @DisplayName("64: the input is read by the consumer, and only by it")
  void shouldReadTheInputInTheConsumersThread() {
    Torn torn = new Torn(5);
    Results<Integer> results = pool().imap(x -> x, () -> torn);
    assertThatThrownBy(() -> drain(results)).isInstanceOf(InputFailure.class);
    assertThat(torn.reader.get()).isSameAs(Thread.currentThread());
    Torn mapped = new Torn(5);
    assertThatThrownBy(() -> pool().map(x -> x, () -> mapped)).isInstanceOf(InputFailure.class);
    assertThat(mapped.reader.get()).isSameAs(Thread.currentThread());
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
