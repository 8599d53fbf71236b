package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("process")
class PoolEndTest {

  private final Logger ipc = (Logger) LoggerFactory.getLogger("io.processpool.ipc");
  private final CountDownLatch written = new CountDownLatch(1);
  private final SlowAppender slow = new SlowAppender();

  @BeforeEach
  void listen() {
    ipc.setLevel(Level.INFO);
    slow.start();
    ipc.addAppender(slow);
  }

  @AfterEach
  void stop() {
    ipc.detachAppender(slow);
    ipc.setLevel(null);
  }

  @Test
  void shouldWriteItsTotalsBeforeCloseReturns() {
    try (Pool pool = Pool.builder().workers(1).open()) {
      assertThat(pool.map(x -> x + 1, List.of(1))).containsExactly(2);
    }
    assertThat(written.getCount()).isZero();
  }

  /** Takes its time, so that an early return of close would be seen. */
  private final class SlowAppender extends AppenderBase<ILoggingEvent> {

    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getMessage().equals("ipc of pool")) {
        try {
          assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        written.countDown();
      }
    }
  }
}
