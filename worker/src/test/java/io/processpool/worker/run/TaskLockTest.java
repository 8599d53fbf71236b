package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskLockTest {

  private static final int ROUNDS = 200_000;

  private final TaskLock lock = new TaskLock();

  /** Guarded by the lock, and no more than that. */
  private long plain;

  @Test
  void shouldLetOthersInOnlyWhenItIsFree() {
    lock.lock();
    assertThat(lock.tryLock()).isFalse();
    lock.unlock();
    assertThat(lock.tryLock()).isTrue();
    assertThat(lock.tryLock()).isFalse();
    lock.unlockTried();
    assertThat(lock.tryLock()).isTrue();
  }

  @Test
  void shouldWaitUntilTheOtherLetsGoAndKeepAnInterrupt() throws Exception {
    assertThat(lock.tryLock()).isTrue();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread task =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              begun.countDown();
              lock.lock();
              lock.unlock();
              interrupted.complete(Thread.interrupted());
            });
    task.start();
    begun.await();
    while (task.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(interrupted).isNotDone();
    lock.unlockTried();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldLoseNoCountBetweenATaskThreadAndOneThatTries() throws Exception {
    Thread task =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                lock.lock();
                plain++;
                lock.unlock();
              }
            });
    task.start();
    int tried = 0;
    while (tried < ROUNDS) {
      if (lock.tryLock()) {
        plain++;
        tried++;
        lock.unlockTried();
      }
    }
    task.join(60_000);
    lock.lock();
    assertThat(plain).isEqualTo(2L * ROUNDS);
    lock.unlock();
  }
}
