package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InTurnTest {

  private static final int TASKS = 10_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void shouldRunInOrderAndOneAtATimeOnManyThreads() throws InterruptedException {
    InTurn turn = new InTurn(threads);
    List<Integer> seen = new ArrayList<>(); // confined to one task at a time
    CountDownLatch all = new CountDownLatch(TASKS);
    for (int i = 0; i < TASKS; i++) {
      int number = i;
      turn.execute(
          () -> {
            seen.add(number);
            all.countDown();
          });
    }
    assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(seen).hasSize(TASKS).isSorted();
  }

  @Test
  void shouldTakeWhatATaskAddsAfterIt() {
    List<String> seen = new ArrayList<>();
    InTurn turn = new InTurn(Runnable::run);
    turn.execute(
        () -> {
          turn.execute(() -> seen.add("second"));
          seen.add("first");
        });
    assertThat(seen).containsExactly("first", "second");
  }
}
