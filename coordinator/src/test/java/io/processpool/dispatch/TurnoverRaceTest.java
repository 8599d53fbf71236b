package io.processpool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkId;
import io.processpool.backend.ChunkListener;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.JobHandle;
import io.processpool.backend.JobSpec;
import io.processpool.backend.WorkerRef;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import io.processpool.message.CallShape;
import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemsDone;
import io.processpool.message.Message;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers that come and go in threads of their own, while chunks come in another. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnoverRaceTest {

  private static final int PLACES = 3;
  private static final int CHUNKS = 4_000;

  private final NamedThreads threads = new NamedThreads("race");
  private final ScheduledExecutorService fleet = threads.scheduler("fleet");
  private final ScheduledExecutorService loop = threads.scheduler("loop");
  private final AtomicInteger numbers = new AtomicInteger(PLACES);
  private final AtomicInteger mistakes = new AtomicInteger();
  private final Map<Integer, Integer> youngest = new ConcurrentHashMap<>();

  @AfterEach
  void endThreads() {
    fleet.shutdownNow();
    loop.shutdownNow();
  }

  /** A worker that answers what it is sent, a moment later, unless it was told to go. */
  private final class Quick implements WorkerClient {
    private final Dispatcher dispatcher;
    private final WorkerRef ref;
    private volatile boolean dismissed;

    Quick(Dispatcher dispatcher, int place, int number) {
      this.dispatcher = dispatcher;
      this.ref = new WorkerRef(place, number, 1000 + number);
    }

    @Override
    public WorkerRef ref() {
      return ref;
    }

    @Override
    public long offer(Message message) {
      if (message instanceof RunChunk chunk) {
        if (dismissed) {
          mistakes.incrementAndGet();
        }
        loop.execute(() -> answer(chunk));
      }
      return 1;
    }

    private void answer(RunChunk chunk) {
      ItemsDone done =
          new ItemsDone(
              chunk.job(),
              chunk.lease(),
              true,
              new ChunkTimes(1, 1, 1, 1, 1, 1, 1),
              LongRuns.from(0, 1),
              LongRuns.repeat(1, 1),
              Blocks.of(List.of("r")),
              List.of());
      dispatcher.itemsDone(this, done, 1);
    }

    @Override
    public void flush() {}

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    public void kill(String reason) {
      mistakes.incrementAndGet();
    }
  }

  /** Starts whoever is called for, as a fleet does: once for each who is succeeded. */
  private Staffing staffing(Dispatcher dispatcher, Map<Integer, Quick> workers) {
    return new Staffing() {
      @Override
      public void succeed(WorkerRef worker) {
        fleet.execute(
            () -> {
              if (youngest.getOrDefault(worker.index(), -1) <= worker.number()) {
                int number = numbers.getAndIncrement();
                youngest.put(worker.index(), number);
                Quick next = new Quick(dispatcher, worker.index(), number);
                workers.put(number, next);
                dispatcher.workerReady(next);
              }
            });
      }

      @Override
      public void dismiss(WorkerRef worker) {
        Quick told = workers.get(worker.number());
        if (told != null) {
          told.dismissed = true;
        }
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "0, 20000", "2, 50000"})
  void shouldLoseNoChunkAndSendNoneToWhoWasDismissed(int mostItems, long idleNanos)
      throws Exception {
    long seed = Long.getLong("turnover.seed", System.nanoTime());
    System.out.println("turnover.seed=" + seed);
    Random random = new Random(seed);
    Dispatcher dispatcher =
        new Dispatcher(
            PLACES,
            new Turnover(mostItems, idleNanos),
            Ticker.SYSTEM,
            (delay, task) -> fleet.schedule(task, delay, TimeUnit.NANOSECONDS));
    Map<Integer, Quick> workers = new ConcurrentHashMap<>();
    dispatcher.staffWith(staffing(dispatcher, workers));
    for (int place = 0; place < PLACES; place++) {
      Quick worker = new Quick(dispatcher, place, place);
      youngest.put(place, place);
      workers.put(place, worker);
      dispatcher.workerReady(worker);
    }
    CountDownLatch left = new CountDownLatch(CHUNKS);
    JobHandle job =
        dispatcher.openJob(
            new JobSpec(1, CallShape.FUNCTION, 0, 0, false, PayloadBlock.EMPTY), counting(left));
    for (int i = 0; i < CHUNKS; i++) {
      int place = random.nextInt(10) == 0 ? random.nextInt(PLACES) : Chunk.ANY_WORKER;
      job.submit(
          new Chunk(
              new ChunkId(1, i),
              false,
              place,
              LongRuns.from(i, 1),
              LongRuns.repeat(1, 1),
              Blocks.of(List.of(i))));
      if (random.nextInt(20) == 0) {
        LockSupport.parkNanos(random.nextInt(200_000));
      }
    }
    assertThat(left.await(50, TimeUnit.SECONDS))
        .as("%s, %s left", dispatcher.stats(), left.getCount())
        .isTrue();
    assertThat(mistakes).hasValue(0);
    assertThat(numbers.get()).isGreaterThan(PLACES);
    assertThat(dispatcher.stats().lateAnswers()).isZero();
  }

  private ChunkListener counting(CountDownLatch left) {
    return new ChunkListener() {
      @Override
      public void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {}

      @Override
      public int ended(Chunk chunk, ChunkOutcome outcome) {
        if (!(outcome instanceof ChunkOutcome.Completed)) {
          mistakes.incrementAndGet();
        }
        left.countDown();
        return 0;
      }
    };
  }
}
