package io.processpool.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.processpool.Pool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Leaks would be found if there were any. */
class NoLeaksTest {

  @Test
  void shouldFindABufferThatWasLost() {
    lose();
    List<String> found = new ArrayList<>();
    await()
        .until(
            () -> {
              NoLeaks.findLeaks();
              return found.addAll(LeakWatch.take());
            });
    assertThat(found).allMatch(line -> line.contains("release() was not called"));
  }

  @SuppressWarnings("CheckReturnValue")
  private static void lose() {
    PooledByteBufAllocator.DEFAULT.directBuffer(16);
  }

  @Test
  @Tag("process")
  void shouldLookForLeaksInWorkersAsClosely() {
    try (Pool pool = Pool.open(1)) {
      assertThat(pool.submit(() -> ResourceLeakDetector.getLevel().name()).join())
          .isEqualTo(ResourceLeakDetector.getLevel().name())
          .isEqualTo("PARANOID");
      pool.submit(
              () -> {
                System.err.println("SEVERE: LEAK: not a real one");
                return 1;
              })
          .join();
      await().until(() -> LeakWatch.take().stream().anyMatch(line -> line.contains("a real one")));
    }
  }
}
