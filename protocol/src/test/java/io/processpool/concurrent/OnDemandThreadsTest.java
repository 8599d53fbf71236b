package io.processpool.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OnDemandThreadsTest {

  private static Thread none(Runnable body) {
    throw new OutOfMemoryError("unable to create native thread");
  }

  @Test
  void shouldRunTasksOneAfterTheOtherWhereTheSystemGivesNoThread() throws Exception {
    ExecutorService threads =
        new OnDemandThreads(
            Executors.newCachedThreadPool(OnDemandThreadsTest::none),
            Executors.newSingleThreadExecutor(body -> new Thread(body, "reserve")));
    LinkedBlockingQueue<String> ran = new LinkedBlockingQueue<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      threads.execute(() -> ran.add(Thread.currentThread().getName() + number));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(ran.poll(10, TimeUnit.SECONDS)).isEqualTo("reserve" + i);
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldRunWhatComesAfterItsEndOnTheThreadThatBringsIt() throws Exception {
    ExecutorService threads = new NamedThreads("test").onDemand("callback");
    AtomicReference<String> ran = new AtomicReference<>();
    threads.submit(() -> ran.set(Thread.currentThread().getName())).get();
    assertThat(ran).hasValue("test/callback-0");
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    threads.execute(() -> ran.set(Thread.currentThread().getName()));
    assertThat(ran).hasValue(Thread.currentThread().getName());
  }
}
