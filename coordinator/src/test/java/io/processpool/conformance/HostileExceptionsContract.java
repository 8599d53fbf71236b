package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.OnError;
import io.processpool.api.Outcome;
import io.processpool.api.Results;
import io.processpool.api.TaskFailedException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exceptions whose own methods throw harm nobody but themselves. */
abstract class HostileExceptionsContract extends PoolContract {

  /** Which method throws. */
  enum Trick {
    CAUSE,
    MESSAGE,
    TEXT
  }

  static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Trick trick;

    Hostile(Trick trick) {
      super("hostile");
      this.trick = trick;
    }

    private void play(Trick now) {
      if (trick == now) {
        throw new AssertionError("from " + now);
      }
    }

    @Override
    public synchronized Throwable getCause() {
      play(Trick.CAUSE);
      return null;
    }

    @Override
    public String getMessage() {
      play(Trick.MESSAGE);
      return super.getMessage();
    }

    @Override
    public String toString() {
      play(Trick.TEXT);
      return super.toString();
    }
  }

  /** Fails to be written. */
  static final class Parcel implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Trick trick;

    Parcel(Trick trick) {
      this.trick = trick;
    }

    private void writeObject(ObjectOutputStream out) {
      throw new Hostile(trick);
    }
  }

  private static int fail(int x, RuntimeException why) {
    if (x == 3) {
      throw why;
    }
    return x;
  }

  private void assertSame(long lost) {
    assertThat(pool().map(x -> x + 1, numbers(3))).containsExactly(1, 2, 3);
    assertThat(pool().stats().workersLost()).isEqualTo(lost);
  }

  private static void print(Throwable failure) {
    failure.printStackTrace(new PrintWriter(Writer.nullWriter()));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("47, 50: such an exception fails its item, can be printed, and costs no worker")
  void shouldFailOnlyTheItem(Trick trick) {
    long lost = pool().stats().workersLost();
    JobOptions finish = JobOptions.defaults().onError(OnError.FINISH);
    assertThatThrownBy(() -> pool().map(x -> fail(x, new Hostile(trick)), numbers(6), finish))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failure -> {
              assertThat(failure.itemIndex()).isEqualTo(3);
              print(failure);
            });
    assertSame(lost);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("50: nor does one within another, or beside it")
  void shouldFailOnlyTheItemWhenItIsHidden(Trick trick) {
    long lost = pool().stats().workersLost();
    RuntimeException around = new RuntimeException("around", new Hostile(trick));
    RuntimeException beside = new RuntimeException("beside");
    beside.addSuppressed(new Hostile(trick));
    for (RuntimeException each : List.of(around, beside)) {
      assertThatThrownBy(() -> pool().map(x -> fail(x, each), numbers(6)))
          .isInstanceOfSatisfying(TaskFailedException.class, HostileExceptionsContract::print)
          .hasMessageContaining(each.getMessage());
    }
    assertSame(lost);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("65, 66: what fails so while it is written is refused, as argument and as result")
  void shouldRefuseWhatCannotBeWritten(Trick trick) {
    long lost = pool().stats().workersLost();
    Parcel parcel = new Parcel(trick);
    assertThatThrownBy(() -> pool().map(x -> 1, List.of(parcel)))
        .isInstanceOfSatisfying(NotSendableException.class, HostileExceptionsContract::print);
    assertThatThrownBy(() -> pool().map(x -> new Parcel(trick), numbers(1)))
        .isInstanceOfSatisfying(NotSendableException.class, HostileExceptionsContract::print);
    assertSame(lost);
  }

  @Test
  @DisplayName("50: outcomes tell of it as of any failure")
  void shouldBeAnOutcome() {
    try (Results<Outcome<Integer, Integer>> outcomes =
        pool().outcomes(x -> fail(x, new Hostile(Trick.MESSAGE)), numbers(5))) {
      List<Outcome<Integer, Integer>> all = drain(outcomes);
      assertThat(all).hasSize(5);
      assertThat(all.get(3)).isInstanceOf(Outcome.Failure.class);
      assertThat(all.get(4)).isInstanceOf(Outcome.Success.class);
    }
  }
}
