package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolClosedException;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import io.processpool.task.WorkerContext;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Number 106 and 187: values that each worker gets once. */
abstract class SharedValuesContract extends PoolContract {

  @Test
  void shouldGiveEveryItemTheSharedValue() {
    Shared<int[]> table = pool().share(new int[] {5, 6, 7});

    assertThat(pool().map(i -> table.get()[i], List.of(0, 1, 2, 1))).containsExactly(5, 6, 7, 6);
  }

  @Test
  void shouldNotMindAnInterrupt() {
    Thread.currentThread().interrupt();
    Shared<int[]> table = pool().share(new int[] {5, 6});
    SharedBuffer bytes = pool().shareBuffer(ByteBuffer.wrap(new byte[] {7}));
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();

    List<Integer> sums =
        pool()
            .map(
                i -> {
                  Thread.currentThread().interrupt();
                  int sum = table.get()[i] + bytes.get().get(0);
                  return Thread.interrupted() ? sum : -1;
                },
                List.of(0, 1));
    assertThat(sums).containsExactly(12, 13);
  }

  @Test
  void shouldGiveTheProgramItsOwnObject() {
    int[] table = {1, 2};

    assertThat(pool().share(table).get()).isSameAs(table);
  }

  @Test
  void shouldSendTheHandleAndNotTheValue() throws Exception {
    Shared<byte[]> large = pool().share(new byte[8 << 20]);

    try (var results = pool().imap(i -> large.get().length, numbers(100))) {
      assertThat(drain(results)).containsOnly(8 << 20);
      assertThat(results.report().ipc().bytesOut()).isLessThan(16 << 10);
    }
  }

  @Test
  void shouldReadItOncePerWorker() {
    Shared<byte[]> value = pool().share(new byte[1 << 20]);
    JobOptions single = JobOptions.defaults().chunkSize(1);

    List<Integer> seen = pool().map(i -> new Where(value.get()).hashCode(), numbers(200), single);

    assertThat(seen.stream().distinct().count()).isLessThanOrEqualTo(2);
  }

  /** Equal for the same object in the same worker. */
  private record Where(byte[] object) {
    @Override
    public int hashCode() {
      return System.identityHashCode(object) * 31 + WorkerContext.current().workerIndex();
    }
  }

  @Test
  void shouldTravelInsideItemsAndComeBackAsItself() {
    Shared<String> word = pool().share("shared");

    List<Shared<String>> back = pool().map(each -> each.getValue(), List.of(Map.entry(1, word)));

    assertThat(back.get(0)).isSameAs(word);
  }

  @Test
  void shouldShareNull() {
    Shared<String> nothing = pool().<String>share(null);

    assertThat(pool().<Integer, Boolean>map(i -> nothing.get() == null, List.of(1)))
        .containsExactly(true);
  }

  @Test
  void shouldLetASharedValueHoldAnother() {
    Shared<int[]> inner = pool().share(new int[] {41});
    Shared<List<Shared<int[]>>> outer = pool().share(List.of(inner));

    int sum = pool().apply(x -> outer.get().get(0).get()[0] + x, 1);

    assertThat(sum).isEqualTo(42);
  }

  @Test
  void shouldMapABufferReadOnly() {
    SharedBuffer bytes = pool().shareBuffer(ByteBuffer.wrap(new byte[] {9, 1, 2, 3}, 1, 3));

    assertThat(pool().map(i -> (int) bytes.get().get(i), numbers(3))).containsExactly(1, 2, 3);
    boolean fresh = pool().apply(x -> bytes.get().isReadOnly() && bytes.get().position() == 0, 0);
    assertThat(fresh).isTrue();
    assertThatThrownBy(() -> bytes.get().put((byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void shouldKeepTheBytesOfABufferThatIsWrittenLater() {
    ByteBuffer mine = ByteBuffer.wrap(new byte[] {1});
    SharedBuffer bytes = pool().shareBuffer(mine);
    mine.put(0, (byte) 2);

    byte there = pool().apply(x -> bytes.get().get(0), 0);

    assertThat(there).isEqualTo((byte) 1);
  }

  @Test
  void shouldRefuseWhatCannotBeSent() {
    assertThatThrownBy(() -> pool().share(Thread.currentThread()))
        .isInstanceOf(NotSendableException.class)
        .hasMessageContaining("shared value");
  }

  @Test
  void shouldRefuseTheHandleOfAnotherPool() {
    try (Pool other = backend().builder(1).open()) {
      Shared<String> foreign = other.share("theirs");

      assertThatThrownBy(() -> pool().apply(x -> foreign.get() + x, 1))
          .isInstanceOf(NotSendableException.class)
          .hasMessageContaining("shared value of another pool")
          .hasMessageContaining("captured arg 0");
    }
  }

  @Test
  void shouldRefuseToShareOnceClosed() {
    Pool closed = backend().builder(1).open();
    closed.close();

    assertThatThrownBy(() -> closed.share(1)).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void shouldShareAnObjectOfTheUser() {
    Shared<Table> table = pool().share(new Table("a", new double[] {1.5}));

    String text = pool().apply(x -> table.get().name() + table.get().values()[0], 0);

    assertThat(text).isEqualTo("a1.5");
  }

  private record Table(String name, double[] values) implements Serializable {}
}
