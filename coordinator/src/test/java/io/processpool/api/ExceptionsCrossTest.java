package io.processpool.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.WorkerStartException.StartAttempt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a nested pool throws arrives outside with all it tells. */
class ExceptionsCrossTest {

  private static final ItemOrigin ORIGIN = new ItemOrigin(7, 1, 4711, 2);

  private static final WorkerDeath DEATH =
      new WorkerDeath(
          1, 4711, 134, "ended", List.of("a", "b"), Optional.of(Path.of("hs")), Optional.empty());

  private static <T> T cross(T sent) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      @SuppressWarnings("unchecked")
      T arrived = (T) in.readObject();
      return arrived;
    }
  }

  @Test
  void shouldTellOfADeath() throws Exception {
    WorkerLostException lost = cross(new WorkerLostException("p", ORIGIN, "x", DEATH));
    assertThat(lost.death()).isEqualTo(DEATH);
    assertThat(lost.exitCode()).isEqualTo(134);
    assertThat(lost.attempts()).isEqualTo(2);
    assertThat(cross(new PoolBrokenException("p", "m", List.of(DEATH), null)).deaths())
        .containsExactly(DEATH);
  }

  @Test
  void shouldTellWhereATaskWasStuck() throws Exception {
    StackTraceElement here = new StackTraceElement("C", "m", "C.java", 1);
    TaskTimeoutException late =
        cross(new TaskTimeoutException("p", ORIGIN, "x", Duration.ofSeconds(1), List.of(here)));
    assertThat(late.stack()).containsExactly(here);
    assertThat(cross(new TaskTimeoutException("p", "j1", Duration.ofSeconds(1))).stack()).isEmpty();
  }

  @Test
  void shouldTellOfAStart() throws Exception {
    StartAttempt attempt = new StartAttempt("java", OptionalInt.of(1), List.of("no"));
    WorkerStartException ended = cross(new WorkerStartException("p", "m", attempt, null));
    assertThat(ended.exitCode()).hasValue(1);
    assertThat(ended.output()).containsExactly("no");
    StartAttempt never = new StartAttempt("java", OptionalInt.empty(), List.of());
    assertThat(cross(new WorkerStartException("p", "m", never, null)).exitCode()).isEmpty();
  }
}
