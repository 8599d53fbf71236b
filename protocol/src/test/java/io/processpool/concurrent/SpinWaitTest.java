package io.processpool.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpinWaitTest {

  private static final int MOST = 100;

  private final AtomicInteger asked = new AtomicInteger();
  private long now;

  /** Each look at the clock takes a nanosecond. */
  private final SpinWait spin = new SpinWait(() -> now++, MOST);

  private boolean comesAt(int question) {
    int before = asked.get();
    return spin.until(() -> asked.incrementAndGet() - before >= question);
  }

  private int questionsOfAVainWait() {
    int before = asked.get();
    assertThat(spin.until(() -> asked.incrementAndGet() < 0)).isFalse();
    return asked.get() - before;
  }

  @Test
  void shouldEndWhenItComes() {
    assertThat(comesAt(10)).isTrue();
    assertThat(asked).hasValue(10);
  }

  @Test
  void shouldGiveUpAfterItsTime() {
    assertThat(questionsOfAVainWait()).isBetween(MOST / 2, 2 * MOST);
  }

  @Test
  void shouldTryEverMoreSeldomWhileItIsInVain() {
    int tries = 0;
    for (int i = 0; i < 10_000; i++) {
      tries += questionsOfAVainWait() > 0 ? 1 : 0;
    }
    assertThat(tries).isBetween(100, 250);
  }

  @Test
  void shouldTryAlwaysOnceItHelped() {
    for (int i = 0; i < 100; i++) {
      questionsOfAVainWait();
    }
    while (!comesAt(1)) {
      // left out
    }
    for (int i = 0; i < 100; i++) {
      assertThat(comesAt(5)).isTrue();
    }
  }

  @Test
  void shouldNeverSpinWhereThatIsSaid() {
    assertThat(SpinWait.never().until(() -> true)).isFalse();
  }

  @Test
  void shouldLetOneThreadSpinAtATime() throws InterruptedException {
    boolean[] other = {true};
    assertThat(
            spin.until(
                () -> {
                  Thread second = new Thread(() -> other[0] = spin.until(() -> true));
                  second.start();
                  try {
                    second.join();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return true;
                }))
        .isTrue();
    assertThat(other[0]).isFalse();
  }
}
