package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.OnError;
import io.processpool.api.Outcome;
import io.processpool.api.RemoteTaskException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerStartException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool that reads from workers only what it was told to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ResultTypesContract {

  /** Listed. */
  record Track(int number, List<Object> parts) {

    /** Nested in what is listed. */
    record Part(int position) {}
  }

  /** Not listed, nor is what is nested in it. */
  record Stranger(int number) {

    enum Mood {
      CALM
    }

    static final class Angry extends RuntimeException {
      private static final long serialVersionUID = 1L;

      Angry(String message) {
        super(message);
      }
    }
  }

  abstract Backend backend();

  private Pool open() {
    return backend().builder(1).resultTypes(Track.class).open();
  }

  private static Object result(int number) {
    return switch (number) {
      case 0 -> new Track(0, List.of(new Track.Part(1), "x"));
      case 1 -> new Stranger(1);
      case 2 -> new Track(2, List.of(new Stranger(2)));
      case 3 -> new Stranger[] {new Stranger(3)};
      case 4 -> Stranger.Mood.CALM;
      case 5 -> Stranger.class;
      default -> Map.of("a", List.of(Duration.ofSeconds(1), URI.create("x:y"), new int[1].length));
    };
  }

  @Test
  @DisplayName("results of classes that are not listed fail their items alone, with the remedy")
  void shouldRefuseResultsOfOtherClasses() {
    try (Pool pool = open()) {
      List<Outcome<Integer, Object>> outcomes =
          PoolContract.drain(
              pool.outcomes(
                  ResultTypesContract::result,
                  PoolContract.numbers(7),
                  JobOptions.defaults().chunkSize(7)));
      assertThat(outcomes.get(0))
          .isEqualTo(new Outcome.Success<>(0, 0, new Track(0, List.of(new Track.Part(1), "x"))));
      assertThat(outcomes.get(6)).isInstanceOf(Outcome.Success.class);
      for (int i = 1; i < 6; i++) {
        assertThat(((Outcome.Failure<?, ?>) outcomes.get(i)).error())
            .isInstanceOf(NotSendableException.class)
            .hasMessageContainingAll(
                "result of item " + i,
                "class " + Stranger.class.getName(),
                "is not allowed (allowed besides values of the JDK: [",
                Track.class.getName(),
                "allow it with resultTypes(\"" + Stranger.class.getName());
      }
    }
  }

  @Test
  @DisplayName("an exception of such a class is told by one that stands in for it and says why")
  void shouldStandInForExceptionsOfOtherClasses() {
    try (Pool pool = open()) {
      TaskFailedException error =
          catchThrowableOfType(
              TaskFailedException.class,
              () -> pool.apply(text -> fail(new Stranger.Angry(text)), "grr"));
      assertThat(error.getCause())
          .isInstanceOfSatisfying(
              RemoteTaskException.class,
              standIn -> {
                assertThat(standIn.className()).isEqualTo(Stranger.Angry.class.getName());
                assertThat(standIn.originalMessage()).isEqualTo("grr");
              });
      assertThat(error.getCause().getSuppressed())
          .singleElement()
          .isInstanceOf(NotSendableException.class)
          .asString()
          .contains("allow it with resultTypes(\"" + Stranger.Angry.class.getName() + "\")");
      assertThatThrownBy(() -> pool.apply(text -> fail(new IOException(text)), "disk"))
          .hasCauseExactlyInstanceOf(IOException.class);
    }
  }

  private static String fail(Exception error) throws Exception {
    throw error;
  }

  @Test
  @DisplayName("so is an exception of the initializer")
  void shouldStandInForAnExceptionOfTheInitializer() {
    PoolBuilder builder =
        backend()
            .builder(1)
            .resultTypes()
            .initializer(worker -> fail(new Stranger.Angry("not today")));
    try (Pool pool = builder.open()) {
      assertThatThrownBy(() -> pool.map(x -> x, List.of(1)))
          .isInstanceOf(WorkerStartException.class)
          .cause()
          .hasMessageContaining("not today");
    }
  }

  @Test
  @DisplayName("an empty list leaves the values of the JDK, without those that reach out")
  void shouldReadValuesOfTheJdkWithoutAnyName() {
    try (Pool pool = backend().builder(1).resultTypes().open()) {
      assertThatObject(pool.apply(x -> result(x), 6)).isInstanceOf(Map.class);
      assertThatThrownBy(() -> pool.apply(x -> new URL("http://h.invalid"), 1))
          .hasMessageContaining("allow it with resultTypes(\"java.net.URL\")");
    }
  }

  @Test
  @DisplayName("what is sent to workers is not restricted, nor are results by default")
  void shouldNotRestrictArgumentsNorTheDefault() {
    try (Pool strict = open();
        Pool plain = backend().open(1)) {
      assertThat(strict.map(Stranger::number, List.of(new Stranger(4)))).containsExactly(4);
      assertThat(plain.map(Stranger::new, List.of(4))).containsExactly(new Stranger(4));
      assertThat(strict.map(x -> x, List.of(1), JobOptions.defaults().onError(OnError.FINISH)))
          .containsExactly(1);
    }
  }

  /** Remembers what it was asked for. */
  static final class Asked extends ClassLoader {

    final BlockingQueue<String> names = new LinkedBlockingQueue<>();

    Asked() {
      super(ResultTypesContract.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      names.add(name);
      return super.loadClass(name, resolve);
    }
  }
}
