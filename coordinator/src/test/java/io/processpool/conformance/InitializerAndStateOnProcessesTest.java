package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.task.WorkerContext;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class InitializerAndStateOnProcessesTest extends InitializerAndStateContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  private static Map.Entry<Integer, Long> drawAndDieOnce(int item) {
    Map.Entry<Integer, Long> drawn = draw(item);
    if (item == 50 && WorkerContext.current().attempt() == 1) {
      Runtime.getRuntime().halt(1);
    }
    return drawn;
  }

  @Test
  @DisplayName("186: nor on a worker that died in between")
  void shouldGiveTheSameRandomNumbersAfterADeath() {
    JobOptions options = JobOptions.defaults().seed(186).chunkSize(7);
    try (Pool own = backend().open(3)) {
      assertThat(
              byItem(
                  own.map(
                      InitializerAndStateOnProcessesTest::drawAndDieOnce,
                      numbers(100),
                      options.maxAttempts(2))))
          .isEqualTo(random(pool(), options));
      assertThat(own.stats().workersLost()).isEqualTo(1);
    }
  }
}
