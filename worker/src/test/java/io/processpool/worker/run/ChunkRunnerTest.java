package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.message.CallShape;
import io.processpool.message.ItemFailure.Part;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemFailure.Unsent;
import io.processpool.message.PayloadBlock;
import io.processpool.task.TaskBiFunction;
import io.processpool.task.TaskFunction;
import io.processpool.task.TaskSupplier;
import io.processpool.task.WorkerContext;
import io.processpool.task.WorkerInitializer;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChunkRunnerTest {

  private static final AtomicInteger REBUILT = new AtomicInteger();
  private static final List<Object> SEEN = new ArrayList<>();

  private final RunRoom room = new RunRoom();

  @BeforeEach
  void clear() {
    REBUILT.set(0);
    SEEN.clear();
  }

  /** Counts how often it is rebuilt. */
  static final class Counted implements TaskFunction<Integer, Integer>, Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      REBUILT.incrementAndGet();
    }

    @Override
    public Integer call(Integer item) {
      return item + 1;
    }
  }

  /** Cannot be rebuilt. */
  static final class Broken implements TaskFunction<Integer, Integer>, Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) {
      REBUILT.incrementAndGet();
      throw new IllegalStateException("no license");
    }

    @Override
    public Integer call(Integer item) {
      throw new AssertionError("must not run");
    }
  }

  /** An argument that cancels its own job while it is rebuilt. */
  static final class Cancelling implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) {
      RunRoom.current().runner.cancel(1, true);
    }
  }

  /** An argument that cannot be rebuilt. */
  static final class Unreadable implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) {
      throw new IllegalStateException("bad argument");
    }
  }

  @Test
  void shouldAnswerForAllItemsOfAQuickChunkAtOnce() {
    room.open(1, (Integer item) -> item * 2);
    room.submit(1, 7, 1, 2, 3);
    room.runAll();
    assertThat(room.values()).containsExactly(2, 4, 6);
    assertThat(room.positions()).containsExactly(0, 1, 2);
    assertThat(room.sent)
        .singleElement()
        .matches(done -> done.last() && done.job() == 1 && done.lease() == 7);
  }

  @Test
  void shouldRunChunksInTheOrderTheyCameAndEndEachLeaseOnce() {
    room.open(1, (Integer item) -> item);
    room.open(2, (Integer item) -> -item);
    room.submit(1, 10, 1);
    room.submit(2, 11, 1);
    room.submit(1, 12, new Object[0]);
    room.runAll();
    assertThat(room.values()).containsExactly(1, -1);
    assertThat(room.sent).extracting(done -> done.lease()).containsExactly(10L, 11L, 12L);
    assertThat(room.sent).allMatch(done -> done.last());
  }

  @Test
  void shouldCallFunctionsOfEveryShape() {
    room.open(1, CallShape.FUNCTION, (TaskFunction<Integer, Integer>) item -> item + 1);
    room.open(2, CallShape.BI_FUNCTION, (TaskBiFunction<Integer, String, String>) (a, b) -> a + b);
    room.open(3, CallShape.SUPPLIER, (TaskSupplier<String>) () -> "supplied");
    room.open(4, CallShape.CALLABLE, (Callable<String> & Serializable) () -> "called");
    room.open(5, CallShape.RUNNABLE, (Runnable & Serializable) () -> SEEN.add("ran"));
    room.submit(1, 1, 1);
    room.submit(2, 2, (Object) new Object[] {4, "x"});
    for (int job = 3; job <= 5; job++) {
      room.submit(job, job, (Object) null);
    }
    room.runAll();
    assertThat(room.values()).containsExactly(2, "4x", "supplied", "called", null);
    assertThat(SEEN).containsExactly("ran");
  }

  @Test
  void shouldRebuildTheFunctionOncePerJobAndNotBeforeItIsNeeded() {
    room.open(1, new Counted());
    room.open(2, new Counted());
    assertThat(REBUILT).hasValue(0);
    room.submit(1, 1, 1, 2, 3);
    room.submit(1, 2, 4);
    room.runAll();
    assertThat(REBUILT).hasValue(1);
    assertThat(room.values()).containsExactly(2, 3, 4, 5);
  }

  @Test
  void shouldReportAFunctionThatCannotBeRebuiltForEachItemAndTryItOnce() {
    room.open(1, new Broken());
    room.submit(1, 1, 1, 2);
    room.submit(1, 2, 3);
    room.runAll();
    assertThat(REBUILT).hasValue(1);
    assertThat(room.failures())
        .hasSize(3)
        .allSatisfy(
            failure -> {
              assertThat(failure).isInstanceOf(Unsent.class);
              assertThat(((Unsent) failure).part()).isEqualTo(Part.FUNCTION);
              assertThat(((Unsent) failure).problem().reason()).contains("no license");
            });
  }

  @Test
  void shouldFailOnlyTheItemWhoseArgumentCannotBeRebuilt() {
    room.open(1, (Object item) -> item);
    room.submit(1, 1, "a", new Unreadable(), "c");
    room.runAll();
    assertThat(room.values()).containsExactly("a", "c");
    assertThat(room.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.position()).isEqualTo(1);
              assertThat(((Unsent) failure).part()).isEqualTo(Part.ARGUMENT);
            });
  }

  @Test
  void shouldFailOnlyTheItemWhoseResultCannotBeSent() {
    room.open(1, (Integer item) -> item == 2 ? Thread.currentThread() : item);
    room.submit(1, 1, 1, 2, 3);
    room.runAll();
    assertThat(room.values()).containsExactly(1, 3);
    assertThat(room.positions()).containsExactly(0, 2);
    assertThat(room.failures())
        .singleElement()
        .satisfies(failure -> assertThat(((Unsent) failure).part()).isEqualTo(Part.RESULT));
  }

  @Test
  void shouldFailOnlyTheItemWhoseFunctionThrowsWhateverItThrows() {
    room.open(
        1,
        (Integer item) -> {
          switch (item) {
            case 1 -> throw new IOException("checked");
            case 2 -> throw new StackOverflowError();
            case 3 -> throw new ThreadDeath();
            default -> {
              return item;
            }
          }
        });
    room.submit(1, 1, 0, 1, 2, 3, 4);
    room.runAll();
    assertThat(room.values()).containsExactly(0, 4);
    assertThat(room.failures())
        .extracting(failure -> ((TaskThrew) failure).failure().type())
        .containsExactly(
            "java.io.IOException", "java.lang.StackOverflowError", "java.lang.ThreadDeath");
  }

  @Test
  void shouldBeginNoItemOfACancelledJobButEndItsLease() {
    room.open(
        1,
        (Integer item) -> {
          SEEN.add(item);
          RunRoom.current().runner.cancel(1, false);
          assertThat(WorkerContext.current().isCancelled()).isTrue();
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          return item;
        });
    room.submit(1, 1, 1, 2, 3);
    room.submit(1, 2, 4);
    room.runAll();
    assertThat(SEEN).containsExactly(1);
    assertThat(room.values()).containsExactly(1);
    assertThat(room.sent).hasSize(2).allMatch(done -> done.last());
  }

  @Test
  void shouldNotBeginAnItemThatIsCancelledWhileItsArgumentIsRebuilt() {
    room.open(1, (Object item) -> SEEN.add(item));
    room.submit(1, 1, new Cancelling(), "next");
    room.runAll();
    assertThat(SEEN).isEmpty();
    assertThat(room.sent).singleElement().matches(done -> done.last());
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void shouldInterruptTheRunningItemOfACancelledJobAndNoLaterOne() {
    room.open(
        1,
        (Integer item) -> {
          RunRoom.current().runner.cancel(2, true); // another job's
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          RunRoom.current().runner.cancel(1, true);
          new java.util.concurrent.CountDownLatch(1).await();
          return item;
        });
    room.open(3, (Integer item) -> Thread.currentThread().isInterrupted());
    room.submit(1, 1, 1, 2);
    room.submit(3, 2, 1);
    room.runAll();
    assertThat(room.failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(((TaskThrew) failure).failure().type())
                    .isEqualTo("java.lang.InterruptedException"));
    assertThat(room.values()).containsExactly(false);
  }

  @Test
  void shouldTakeBackAnInterruptThatATaskLeavesBehind() {
    room.open(
        1,
        (Integer item) -> {
          boolean interrupted = Thread.currentThread().isInterrupted();
          Thread.currentThread().interrupt();
          return interrupted;
        });
    room.submit(1, 1, 1, 2);
    room.submit(1, 2, 3);
    room.runAll();
    assertThat(room.values()).containsExactly(false, false, false);
  }

  @Test
  void shouldForgetAClosedJobAndEndItsLeases() {
    room.open(1, (Integer item) -> SEEN.add(item));
    room.submit(1, 1, 1);
    room.runner.close(1);
    room.runner.close(99);
    room.runner.cancel(1, true);
    room.submit(98, 2, 1);
    room.runAll();
    assertThat(SEEN).isEmpty();
    assertThat(room.sent).hasSize(2).allMatch(done -> done.last() && done.failures().isEmpty());
  }

  @Test
  void shouldGiveEachItemItsContext() {
    room.open(
        1,
        (Integer item) -> {
          WorkerContext context = WorkerContext.current();
          context.state().merge("calls", 1, (a, b) -> (Integer) a + (Integer) b);
          return List.of(
              context.workerIndex(),
              context.pid(),
              context.itemIndex(),
              context.attempt(),
              context.state().get("calls"));
        });
    room.submit(1, 1, 1, 2);
    room.runAll();
    assertThat(room.failures()).isEmpty();
    assertThat(room.values())
        .containsExactly(List.of(2, 4711L, 100L, 1, 1), List.of(2, 4711L, 101L, 1, 2));
  }

  @Test
  void shouldGiveAnItemTheSameRandomNumbersWhereverItRuns() {
    TaskFunction<Integer, Long> function = item -> WorkerContext.current().random().nextLong();
    room.open(1, function);
    room.submit(1, 1, 0, 1, 2);
    room.runAll();
    RunRoom other = new RunRoom();
    other.open(1, function);
    other.submit(1, 9, 0, 1);
    other.runAll();
    assertThat(room.values()).doesNotHaveDuplicates().startsWith(other.values().toArray());
  }

  @Test
  void shouldRunTheInitializerWithTheStateOfItsWorker() throws Exception {
    WorkerInitializer initializer = context -> context.state().put("model", "loaded");
    room.runner.initialize(RunRoom.block(initializer));
    room.runner.initialize(PayloadBlock.EMPTY);
    room.open(1, (Integer item) -> WorkerContext.current().state().get("model"));
    room.submit(1, 1, 1);
    room.runAll();
    assertThat(room.values()).containsExactly("loaded");
  }

  @Test
  void shouldThrowWhatTheInitializerThrows() {
    WorkerInitializer initializer =
        context -> {
          throw new IOException("no model");
        };
    assertThatThrownBy(() -> room.runner.initialize(RunRoom.block(initializer)))
        .isInstanceOf(IOException.class)
        .hasMessage("no model");
  }

  @Test
  void shouldPublishTheItemThatBeganLastAndAPlaceBehindAWholeChunk(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("slot");
    Files.write(file, new byte[ItemSlot.BYTES]);
    RunRoom mapped = new RunRoom(ItemSlot.mapped(file));
    assertThat(published(file)).isEqualTo(ItemSlot.IDLE);
    String name = file.toString();
    mapped.open(1, (Integer item) -> published(Path.of(name)));
    long lease = 0x1_0000_0005L;
    mapped.submit(1, lease, 1, 2);
    mapped.submit(1, lease + 1, 3);
    mapped.runAll();
    assertThat(mapped.values()).containsExactly(5L << 32, (5L << 32) + 1, 6L << 32);
    assertThat(published(file)).isEqualTo((6L << 32) + 1);
  }

  private static long published(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
  }

  @Test
  void shouldSayWhereItsTimeWent() {
    room.open(
        1,
        (Integer item) -> {
          RunRoom.current().advance(item);
          return Map.of();
        });
    room.submit(1, 1, 10, 20);
    room.advance(5);
    room.runAll();
    assertThat(room.sent)
        .singleElement()
        .satisfies(
            done -> {
              assertThat(done.nanos().toArray()).containsExactly(10, 20);
              assertThat(done.times().compute()).isEqualTo(30);
              assertThat(done.times().residence()).isEqualTo(35);
              assertThat(done.times().decode()).isZero();
            });
  }
}
