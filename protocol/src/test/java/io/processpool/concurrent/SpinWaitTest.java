package io.processpool.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.concurrent.SpinWait.Attempt;
import org.junit.jupiter.api.Test;

class SpinWaitTest {

  private static final int MOST = 1_000;

  private long now;

  /** Each look at the clock takes a nanosecond. */
  private final SpinWait spin = new SpinWait(() -> now++, MOST);

  /** A wait that takes that long, whichever way: spinning, or lying down. */
  private Attempt await(int spinning, int lying) {
    long begun = now;
    Attempt attempt = spin.until(() -> now - begun >= spinning);
    if (attempt == Attempt.LEFT_OUT) {
      spin.lay(lying);
    }
    return attempt;
  }

  private int spins(int waits, int spinning, int lying) {
    int spins = 0;
    for (int i = 0; i < waits; i++) {
      spins += await(spinning, lying) == Attempt.LEFT_OUT ? 0 : 1;
    }
    return spins;
  }

  @Test
  void shouldLieDownUntilAWaitWasShort() {
    assertThat(await(10, MOST)).isEqualTo(Attempt.LEFT_OUT);
    assertThat(await(10, 200)).isEqualTo(Attempt.LEFT_OUT);
    assertThat(await(10, 200)).isEqualTo(Attempt.CAME);
  }

  @Test
  void shouldSpinWhereThatIsShorterAndTryTheOtherWayNowAndThen() {
    int waits = 100 * SpinWait.TRIAL;
    assertThat(spins(waits, 100, 300)).isBetween(waits - 102, waits - 99);
  }

  @Test
  void shouldLieDownWhereThatIsShorterAndTryTheOtherWayNowAndThen() {
    assertThat(spins(100 * SpinWait.TRIAL, 300, 100)).isBetween(99, 102);
  }

  @Test
  void shouldFollowWhenTheOtherWayBecomesShorter() {
    spins(1_000, 100, 300);
    spins(2_000, 300, 100);
    assertThat(spins(10 * SpinWait.TRIAL, 300, 100)).isLessThan(20);
    spins(2_000, 100, 300);
    assertThat(spins(10 * SpinWait.TRIAL, 100, 300)).isGreaterThan(9 * SpinWait.TRIAL);
  }

  @Test
  void shouldHardlyEverSpinWhereWaitsAreLong() {
    assertThat(spins(10_000, 10 * MOST, 10 * MOST)).isZero();
    spins(100, 100, 300);
    assertThat(spins(10_000, 10 * MOST, 10 * MOST)).isBetween(5, 200);
  }

  @Test
  void shouldGiveUpAfterItsTime() {
    await(10, 200);
    long begun = now;
    assertThat(await(10 * MOST, 200)).isEqualTo(Attempt.VAIN);
    assertThat(now - begun).isBetween((long) MOST, 2L * MOST);
  }

  @Test
  void shouldNeverSpinWhereThatIsSaid() {
    SpinWait never = SpinWait.never();
    never.lay(1);
    assertThat(never.until(() -> true)).isEqualTo(Attempt.LEFT_OUT);
  }

  @Test
  void shouldLetOneThreadSpinAtATime() {
    await(10, 200);
    Attempt[] other = {Attempt.CAME};
    Attempt first =
        spin.until(
            () -> {
              Thread second = new Thread(() -> other[0] = spin.until(() -> true));
              second.start();
              join(second);
              return true;
            });
    assertThat(first).isEqualTo(Attempt.CAME);
    assertThat(other[0]).isEqualTo(Attempt.LEFT_OUT);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
