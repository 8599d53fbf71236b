package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptGateTest {

  private final InterruptGate gate = new InterruptGate();

  @Test
  void shouldInterruptOnlyAnItemOfThatJobWhileItRuns() {
    gate.interrupt(1);
    gate.enter(1);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    gate.interrupt(2);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    gate.interrupt(1);
    assertThat(Thread.interrupted()).isTrue();
    gate.leave();
    gate.interrupt(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void shouldTakeBackAnInterruptThatCameTooLateToBeSeen() {
    gate.enter(1);
    gate.interrupt(1);
    gate.leave();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
