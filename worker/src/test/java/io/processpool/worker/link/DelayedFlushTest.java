package io.processpool.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DelayedFlushTest {

  private final Queue<Runnable> timers = new ArrayDeque<>();
  private long now = 1L << 50;
  private int flushes;
  private final DelayedFlush flush =
      new DelayedFlush(() -> now, (delay, task) -> timers.add(task), () -> flushes++);

  @Test
  void shouldKeepAnswersForAMoment() {
    flush.soon();
    now += DelayedFlush.MOMENT_NANOS;
    flush.soon();
    assertThat(flushes).isZero();
    now++;
    flush.soon();
    assertThat(flushes).isEqualTo(1);
  }

  @Test
  void shouldSendWhatIsKeptByATimerWhereNothingFollows() {
    flush.soon();
    timers.remove().run();
    assertThat(flushes).isEqualTo(1);
  }

  @Test
  void shouldHaveOneTimerAtATimeAndNoneToSendWhatHasLeft() {
    flush.soon();
    flush.now();
    flush.soon();
    flush.now();
    assertThat(timers).hasSize(1);
    timers.remove().run();
    assertThat(flushes).isEqualTo(2);
    flush.soon();
    assertThat(timers).hasSize(1);
  }
}
