package io.processpool.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.worker.run.ItemWatch.RunningItem;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watchdog on the real clock: limits are short, bounds are generous. */
class ItemWatchdogTest {

  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final ItemWatchdog watchdog = new ItemWatchdog(Ticker.SYSTEM, ended::countDown);

  @BeforeEach
  void start() {
    watchdog.start(new NamedThreads("test"));
  }

  @Test
  void shouldLetAnItemGoThatEndsWithinItsLimit() {
    Item item = new Item(LONG_NANOS);
    watchdog.begins(item);
    assertThat(watchdog.ends()).isTrue();
    assertThat(item.expired.getCount()).isEqualTo(1);
  }

  @Test
  void shouldTellAnItemOverItsLimitAndEndTheWorkerWhenItStops() throws Exception {
    Item item = new Item(SHORT_NANOS);
    watchdog.begins(item);
    assertThat(item.expired.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(watchdog.ends()).isFalse();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldEndTheWorkerThoughTheItemDoesNotStop() throws Exception {
    watchdog.begins(new Item(SHORT_NANOS));
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldWakeForAnItemWithAnEarlierLimitThanTheOneBefore() throws Exception {
    watchdog.begins(new Item(LONG_NANOS));
    assertThat(watchdog.ends()).isTrue();
    Item hasty = new Item(SHORT_NANOS);
    watchdog.begins(hasty);
    assertThat(hasty.expired.await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** An item that says when it is told. */
  private static final class Item implements RunningItem {

    private final long limit;
    private final CountDownLatch expired = new CountDownLatch(1);

    Item(long limit) {
      this.limit = limit;
    }

    @Override
    public long limitNanos() {
      return limit;
    }

    @Override
    public void expire() {
      expired.countDown();
    }
  }
}
