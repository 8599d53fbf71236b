package io.processpool.cli.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.options.ExitStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopRequestTest {

  private final StopRequest stop = new StopRequest();

  @Test
  void endsTheInput() {
    Iterator<Integer> items = stop.whileWanted(List.of(1, 2, 3)).iterator();
    assertThat(items.next()).isEqualTo(1);
    assertThat(items.hasNext()).isTrue();

    stop.request(Urgency.SOON, ExitStatus.INTERRUPTED);

    assertThat(items.hasNext()).isFalse();
  }

  @Test
  void keepsTheFirstReasonAndTheHighestUrgency() {
    assertThat(stop.reason()).isEmpty();
    stop.request(Urgency.NOW, ExitStatus.STOPPED);
    stop.request(Urgency.SOON, ExitStatus.INTERRUPTED);

    assertThat(stop.reason()).contains(ExitStatus.STOPPED);
    assertThat(stop.isNow()).isTrue();
  }

  @Test
  void tellsOfEachStepUpAndOfNothingElse() {
    List<Urgency> first = new ArrayList<>();
    List<Urgency> late = new ArrayList<>();
    stop.tellWhile(
        first::add,
        () -> {
          stop.request(Urgency.SOON, ExitStatus.INTERRUPTED);
          stop.request(Urgency.SOON, ExitStatus.INTERRUPTED);
          stop.request(Urgency.NOW, ExitStatus.TERMINATED);
        });
    stop.tellWhile(late::add, () -> stop.request(Urgency.AT_ONCE, ExitStatus.TERMINATED));

    assertThat(first).containsExactly(Urgency.SOON, Urgency.NOW);
    assertThat(late).containsExactly(Urgency.NOW, Urgency.AT_ONCE);
  }
}
