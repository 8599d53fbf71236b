package io.processpool.cli.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.options.OnFailure;
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

    stop.request(OnFailure.SOON, ExitStatus.INTERRUPTED);

    assertThat(items.hasNext()).isFalse();
  }

  @Test
  void keepsTheFirstReasonAndTheHighestUrgency() {
    stop.request(OnFailure.CONTINUE, ExitStatus.INTERNAL);
    assertThat(stop.reason()).isEmpty();
    stop.request(OnFailure.NOW, ExitStatus.STOPPED);
    stop.request(OnFailure.SOON, ExitStatus.INTERRUPTED);

    assertThat(stop.reason()).contains(ExitStatus.STOPPED);
    assertThat(stop.isNow()).isTrue();
  }
}
