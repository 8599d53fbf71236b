package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class ResultTypesOnProcessesTest extends ResultTypesContract {
  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  @Test
  @DisplayName("a class that is not listed is not even loaded")
  void shouldRefuseBeforeItLoads() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Asked asked = new Asked();
    thread.setContextClassLoader(asked);
    try (Pool pool = Backend.PROCESSES.builder(1).resultTypes(Track.class).open()) {
      assertThatObject(pool.apply(number -> new Track(number, null), 1))
          .isEqualTo(new Track(1, null));
      assertThatThrownBy(() -> pool.apply(Stranger::new, 1)).hasMessageContaining("not allowed");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(asked.names)
        .contains(Track.class.getName())
        .doesNotContain(Stranger.class.getName());
  }
}
