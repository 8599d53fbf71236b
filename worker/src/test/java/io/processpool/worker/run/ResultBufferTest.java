package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.ItemsDone;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When results are sent on, seen through the runner. */
@Timeout(60)
class ResultBufferTest {

  private final RunRoom room = new RunRoom();

  /** A result during whose encoding the timer fires on its own thread. */
  static final class SlowToWrite implements Serializable {
    private static final long serialVersionUID = 1L;

    private void writeObject(ObjectOutputStream out) throws Exception {
      out.defaultWriteObject();
      RunRoom current = RunRoom.current();
      Thread timer = new Thread(current::fireTimers);
      timer.start();
      timer.join();
      current.advance(RunRoom.FLUSH_NANOS);
    }
  }

  @Test
  void shouldSendResultsOnWhenTheyAreLarge() {
    room.open(1, (Integer item) -> new byte[item]);
    room.submit(1, 1, 400, 400, 400, 10, 1_500, 10);
    room.runAll();
    assertThat(perMessage()).containsExactly(3, 2, 1);
    assertThat(room.sent).extracting(ItemsDone::last).containsExactly(false, false, true);
    assertThat(room.positions()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void shouldSendResultsOnWhenTheOldestHasWaitedLongEnough() {
    room.open(
        1,
        (Integer item) -> {
          RunRoom.current().advance(item);
          return item;
        });
    int half = (int) RunRoom.FLUSH_NANOS / 2;
    room.submit(1, 1, 0, half, half, 0, 0);
    room.runAll();
    assertThat(perMessage()).containsExactly(3, 2);
  }

  @Test
  void shouldSendResultsOnWhileALaterItemRuns() {
    room.open(
        1,
        (Integer item) -> {
          RunRoom current = RunRoom.current();
          if (item == 3) {
            current.fireTimers();
            assertThat(current.sent).isEmpty(); // not old enough: the timer is set anew
            current.advance(RunRoom.FLUSH_NANOS);
            current.fireTimers();
            assertThat(current.positions().toArray()).containsExactly(0, 1);
            assertThat(current.timers).isEmpty();
          }
          return item;
        });
    room.submit(1, 1, 1, 2, 3, 4);
    room.runAll();
    assertThat(room.values()).containsExactly(1, 2, 3, 4);
    assertThat(perMessage()).containsExactly(2, 2);
  }

  @Test
  void shouldTellWhichOfManyQuickItemsWasLong() {
    room.open(
        1,
        (Integer item) -> {
          if (item == 101) {
            RunRoom.current().advance(RunRoom.FLUSH_NANOS);
            RunRoom.current().fireTimers();
          }
          return item;
        });
    room.submit(1, 1, IntStream.range(0, 150).boxed().toArray());
    room.runAll();
    for (ItemsDone done : room.sent) {
      for (int i = 0; i < done.nanos().size(); i++) {
        long expected = done.positions().get(i) == 101 ? RunRoom.FLUSH_NANOS : 0;
        assertThat(done.nanos().get(i))
            .describedAs("item %d", done.positions().get(i))
            .isEqualTo(expected);
      }
    }
    assertThat(room.positions()).hasSize(150);
  }

  @Test
  void shouldSetOneTimerAndNoneWhereNothingWaits() {
    room.open(1, (Integer item) -> RunRoom.current().timers.size());
    room.submit(1, 1, 1, 2, 3, 4);
    room.runAll();
    assertThat(room.values()).containsExactly(0, 1, 1, 1);
    room.fireTimers();
    assertThat(room.timers).isEmpty();
    assertThat(room.sent).hasSize(1);
  }

  @Test
  void shouldNotWaitForAResultThatIsBeingEncodedWhenTheTimerFires() {
    room.open(1, (Integer item) -> item == 2 ? new SlowToWrite() : item);
    room.submit(1, 1, 1, 2, 3);
    room.runAll();
    // The timer did not get at the buffer; whoever held it has sent what was overdue.
    assertThat(perMessage()).containsExactly(2, 1);
    assertThat(room.timers).hasSize(1);
  }

  @Test
  void shouldCountFailuresAmongWhatIsLarge() {
    room.open(
        1,
        (Integer item) -> {
          throw new IllegalStateException("x".repeat(item));
        });
    room.submit(1, 1, 2_000, 3_000, 10);
    room.runAll();
    assertThat(room.sent).extracting(done -> done.failures().size()).startsWith(1, 1);
    assertThat(room.failures()).extracting(each -> each.position()).containsExactly(0, 1, 2);
    assertThat(room.sent.get(room.sent.size() - 1).last()).isTrue();
  }

  @Test
  void shouldNotMixResultsOfTwoChunks() {
    room.open(1, (Integer item) -> item);
    room.submit(1, 1, 1, 2);
    room.submit(1, 2, 3);
    room.runAll();
    assertThat(room.sent).extracting(ItemsDone::lease).containsExactly(1L, 2L);
    assertThat(perMessage()).containsExactly(2, 1);
  }

  @Test
  void shouldLeaveNothingBehindInTheSink() {
    room.open(1, (Integer item) -> item);
    for (int lease = 1; lease <= 3; lease++) {
      room.submit(1, lease, lease);
    }
    room.runAll();
    assertThat(room.flushedAt).containsExactly(1, 2, 3);
  }

  private List<Integer> perMessage() {
    return room.sent.stream().map(done -> done.values().count()).toList();
  }
}
