package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.Outcome;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions, arguments and results that cannot cross. */
@SuppressWarnings("serial")
abstract class SerializationFaultsContract extends PoolContract {

  /** Can be written or not, read or not. */
  static final class Parcel implements Serializable {
    final int number;
    private final boolean writable;
    private final boolean readable;

    Parcel(int number, boolean writable, boolean readable) {
      this.number = number;
      this.writable = writable;
      this.readable = readable;
    }

    static Parcel good(int number) {
      return new Parcel(number, true, true);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      if (!writable) {
        throw new IOException("parcel " + number + " is too heavy");
      }
      out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (!readable) {
        throw new IOException("parcel " + number + " is sealed");
      }
    }
  }

  /** Holds something that lives in one process. */
  record Report(String title, List<Object> parts) {}

  private static NotSendableException refusalOf(Outcome<?, ?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failure.class);
    return (NotSendableException) ((Outcome.Failure<?, ?>) outcome).error();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  @DisplayName("66: an argument that cannot be written fails its item alone, first or later")
  void shouldFailTheItemThatCannotBeWritten(int bad) {
    List<Parcel> parcels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      parcels.add(new Parcel(i, i != bad, true));
    }
    List<Outcome<Parcel, Integer>> outcomes =
        drain(
            pool().outcomes(parcel -> parcel.number, parcels, JobOptions.defaults().chunkSize(3)));
    assertThat(outcomes).hasSize(10);
    for (int i = 0; i < 10; i++) {
      if (i == bad) {
        assertThat(refusalOf(outcomes.get(i)))
            .hasMessageContainingAll("item " + bad, "parcel " + bad + " is too heavy");
      } else {
        assertThat(outcomes.get(i)).isEqualTo(new Outcome.Success<>(i, parcels.get(i), i));
      }
    }
  }

  @Test
  @DisplayName("67: a hundred bad arguments and a hundred good ones")
  void shouldSendTheGoodAmongManyBad() {
    List<Parcel> parcels = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      parcels.add(new Parcel(i, i >= 100, true));
    }
    for (JobOptions options :
        List.of(
            JobOptions.defaults(),
            JobOptions.defaults().chunkSize(7).window(10),
            JobOptions.defaults().window(1))) {
      List<Object> all = drainWithFailures(pool().imap(parcel -> parcel.number, parcels, options));
      assertThat(all.subList(0, 100)).hasOnlyElementsOfType(NotSendableException.class);
      assertThat(all.subList(100, 200)).isEqualTo(numbers(200).subList(100, 200));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  @DisplayName("68: an argument that cannot be rebuilt fails its item alone")
  void shouldFailTheItemThatCannotBeRebuilt(int bad) {
    List<Parcel> parcels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      parcels.add(new Parcel(i, true, i != bad));
    }
    long lost = pool().stats().workersLost();
    List<Object> all =
        drainWithFailures(
            pool().imap(parcel -> parcel.number, parcels, JobOptions.defaults().chunkSize(5)));
    assertThat(all).hasSize(10);
    assertThat(all.get(bad))
        .isInstanceOfSatisfying(
            NotSendableException.class,
            e ->
                assertThat(e)
                    .hasMessageContainingAll("item " + bad, "parcel " + bad + " is sealed"));
    all.set(bad, bad);
    assertThat(all).isEqualTo(numbers(10));
    assertThat(pool().stats().workersLost()).isEqualTo(lost);
  }

  @Test
  @DisplayName("70: twenty results that cannot be written leave the pool whole")
  void shouldSurviveTwentyResultsThatCannotBeWritten() {
    long lost = pool().stats().workersLost();
    for (int i = 0; i < 20; i++) {
      NotSendableException refusal =
          catchThrowableOfType(
              NotSendableException.class,
              () ->
                  pool()
                      .apply(x -> new Report("r" + x, List.of("text", Thread.currentThread())), 5));
      assertThat(refusal).hasMessageContainingAll("result of item 0", "java.lang.Thread", "parts");
      assertThat(refusal.what()).isEqualTo("result of item 0");
    }
    assertThat(pool().map(x -> x * x, numbers(10))).isEqualTo(squares(10));
    assertThat(pool().stats().workersLost()).isEqualTo(lost);
  }

  @Test
  @DisplayName("70: of twelve results one cannot be written and eleven arrive")
  void shouldDeliverTheOtherResults() {
    for (int chunk : new int[] {1, 5, 12}) {
      List<Object> all =
          drainWithFailures(
              pool()
                  .imap(
                      x -> x == 6 ? new Object[] {Thread.currentThread()} : x,
                      numbers(12),
                      JobOptions.defaults().chunkSize(chunk)));
      assertThat(all.get(6)).isInstanceOf(NotSendableException.class);
      all.remove(6);
      assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11);
    }
  }

  @Test
  @DisplayName("72: a result that cannot be rebuilt here fails its item alone")
  void shouldFailTheItemWhoseResultCannotBeRebuilt() {
    List<Object> all =
        drainWithFailures(
            pool()
                .imap(
                    x -> new Parcel(x, true, x % 2 == 0),
                    numbers(10),
                    JobOptions.defaults().chunkSize(5)));
    assertThat(all).hasSize(10);
    for (int i = 0; i < 10; i++) {
      if (i % 2 == 0) {
        assertThat(((Parcel) all.get(i)).number).isEqualTo(i);
      } else {
        assertThat((NotSendableException) all.get(i))
            .hasMessageContainingAll("result of item " + i, "parcel " + i + " is sealed");
      }
    }
    assertThatObject(pool().apply(x -> x, 1)).isEqualTo(1);
  }

  @Test
  @DisplayName("76: a function that cannot be sent is refused before anything runs")
  void shouldRefuseAFunctionThatCannotBeSent() {
    Thread captured = Thread.currentThread();
    assertThatThrownBy(() -> pool().map(x -> captured.getName() + x, numbers(3)))
        .isInstanceOf(NotSendableException.class)
        .hasMessageContainingAll("contract: function cannot be sent", "java.lang.Thread");
    assertThatThrownBy(() -> pool().imap(x -> captured.getName() + x, numbers(3)))
        .isInstanceOf(NotSendableException.class);
    assertThatThrownBy(() -> pool().mapAsync(x -> captured.getName() + x, numbers(3)))
        .isInstanceOf(NotSendableException.class);
    assertThatThrownBy(() -> pool().submit(captured::getName))
        .isInstanceOf(NotSendableException.class);
    Parcel sealed = new Parcel(1, true, false);
    assertThatThrownBy(() -> pool().apply(x -> x + sealed.number, 1))
        .isInstanceOf(NotSendableException.class)
        .hasMessageContaining("parcel 1 is sealed");
  }
}
