package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkId;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.message.CallShape;
import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The queue of chunks under many orders of threads, checked by Lincheck: what it says of itself is
 * as if calls had come one after the other, and no chunk ends twice.
 */
@Tag("long")
@Param(name = "lease", gen = IntGen.class, conf = "1:4")
public class DispatcherModelTest {

  private static final int WORKERS = 2;
  private static final long RECALLED = 4;
  private static final PayloadBlock ITEM = Blocks.of(List.of(1));
  private static final List<ItemsDone> ANSWERS =
      IntStream.rangeClosed(1, 4).mapToObj(lease -> Blocks.done(lease, true, 0)).toList();

  /** Of the first lease, which took no time: so others stand behind each other. */
  private static final ItemsDone QUICK =
      new ItemsDone(
          1,
          1,
          true,
          ChunkTimes.NONE,
          LongRuns.from(0, 1),
          LongRuns.repeat(0, 1),
          Blocks.of(List.of("r")),
          List.of());

  private final Map<Chunk, Integer> ends = new ConcurrentHashMap<>();
  private final AtomicInteger chunks = new AtomicInteger();
  private final ScriptedWorker first = new ScriptedWorker(0, 0);
  private final ScriptedWorker second = new ScriptedWorker(1, 1);
  private final AtomicReference<Runnable> alarm = new AtomicReference<>();
  private final Dispatcher dispatcher =
      new Dispatcher(WORKERS, () -> 0, (delay, task) -> alarm.set(task));
  private final JobHandle job;

  public DispatcherModelTest() {
    dispatcher.workerReady(first);
    job =
        dispatcher.openJob(
            new JobSpec(1, CallShape.FUNCTION, 0, 0, false, PayloadBlock.EMPTY), new Counting());
    submit();
    dispatcher.itemsDone(first, QUICK, 1);
    submit();
    submit();
    submit();
    dispatcher.workerReady(second); // which is free, so the last lease is asked back
    alarm.get().run();
  }

  /** Counts how often each chunk ends. */
  private final class Counting implements ChunkListener {
    @Override
    public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {}

    @Override
    public int ended(Chunk chunk, ChunkOutcome outcome) {
      ends.merge(chunk, 1, Integer::sum);
      return 0;
    }
  }

  @Operation
  public void submit() {
    ChunkId id = new ChunkId(1, chunks.getAndIncrement());
    job.submit(
        new Chunk(id, false, Chunk.ANY_WORKER, LongRuns.from(0, 1), LongRuns.repeat(1, 1), ITEM));
  }

  @Operation
  public void answerOfFirst(@Param(name = "lease") int lease) {
    dispatcher.itemsDone(first, ANSWERS.get(lease - 1), 1);
  }

  @Operation
  public void answerOfSecond(@Param(name = "lease") int lease) {
    dispatcher.itemsDone(second, ANSWERS.get(lease - 1), 1);
  }

  @Operation
  public void returnOfFirst() {
    dispatcher.returned(first, RECALLED, 1);
  }

  @Operation
  public void loseFirst() {
    dispatcher.workerLost(first, -1, Deaths.KILLED);
  }

  @Operation
  public void cancel() {
    job.cancel(true);
  }

  @Operation
  public String stats() {
    DispatchStats now = dispatcher.stats();
    return now.queuedChunks()
        + " queued, "
        + now.inFlight().size()
        + " in flight, "
        + now.lateAnswers()
        + " late";
  }

  @Validate
  public void noChunkEndsTwice() {
    ends.forEach(
        (chunk, times) -> {
          if (times > 1) {
            throw new AssertionError(chunk + " ended " + times + " times");
          }
        });
  }

  @Test
  void shouldBeAsIfCallsCameOneAfterTheOther() {
    new StressOptions()
        .iterations(20)
        .invocationsPerIteration(2_000)
        .threads(2)
        .actorsPerThread(3)
        .check(DispatcherModelTest.class);
  }
}
