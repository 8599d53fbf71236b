package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotStateTest {

  private static final Map<SlotState, Set<SlotState>> LEGAL =
      Map.of(
          SlotState.EMPTY, Set.of(SlotState.STARTING, SlotState.ENDED),
          SlotState.STARTING, Set.of(SlotState.READY, SlotState.EMPTY, SlotState.STOPPING),
          SlotState.READY, Set.of(SlotState.EMPTY, SlotState.STOPPING),
          SlotState.STOPPING, Set.of(SlotState.ENDED),
          SlotState.ENDED, Set.of());

  @ParameterizedTest
  @EnumSource(SlotState.class)
  void shouldMakeEveryLegalMoveAndRefuseEveryOther(SlotState from) {
    for (SlotState to : SlotState.values()) {
      if (LEGAL.get(from).contains(to)) {
        assertThat(from.moveTo(to)).isEqualTo(to);
      } else {
        assertThatThrownBy(() -> from.moveTo(to))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("slot cannot move from " + from + " to " + to);
      }
    }
  }
}
