package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkerStateTest {

  private static final Map<WorkerState, Set<WorkerState>> LEGAL =
      Map.of(
          WorkerState.STARTING, Set.of(WorkerState.READY, WorkerState.STOPPING, WorkerState.GONE),
          WorkerState.READY, Set.of(WorkerState.STOPPING, WorkerState.GONE),
          WorkerState.STOPPING, Set.of(WorkerState.GONE),
          WorkerState.GONE, Set.of());

  @ParameterizedTest
  @EnumSource(WorkerState.class)
  void shouldMakeEveryLegalMoveAndRefuseEveryOther(WorkerState from) {
    for (WorkerState to : WorkerState.values()) {
      if (LEGAL.get(from).contains(to)) {
        assertThat(from.moveTo(to)).isEqualTo(to);
      } else {
        assertThatThrownBy(() -> from.moveTo(to))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("worker cannot move from " + from + " to " + to);
      }
    }
  }
}
