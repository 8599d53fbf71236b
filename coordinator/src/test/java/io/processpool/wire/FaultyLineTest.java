package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.JobOptions;
import io.processpool.api.OnError;
import io.processpool.api.WorkerLostException;
import io.processpool.backend.JobSpec;
import io.processpool.chunk.ItemSource;
import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.Ticker;
import io.processpool.job.Codecs;
import io.processpool.job.JobEvents;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup;
import io.processpool.message.CallShape;
import io.processpool.message.PayloadBlock;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.result.Collector;
import io.processpool.task.TaskFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Maps of twenty items over a line that delays, splits and cuts: every result is right, or the map
 * fails with the loss of its workers. {@code -Dline.fault.seed=} repeats the faults.
 */
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultyLineTest {

  private static final PayloadSettings CODING =
      PayloadSettings.defaults(FaultyLineTest.class.getClassLoader());
  private static final List<Integer> ITEMS = IntStream.range(0, 20).boxed().toList();

  private final Codecs codecs = new Codecs(CODING, CODING, CODING);

  @TempDir private Path folder;

  @Test
  void shouldGiveRightResultsOverABadLine() throws Exception {
    run(200);
  }

  @Test
  @Tag("long")
  void shouldGiveRightResultsOverABadLineTenThousandTimes() throws Exception {
    run(10_000);
  }

  private void run(int runs) throws Exception {
    long seed = Long.getLong("line.fault.seed", new Random().nextLong());
    System.out.println("line.fault.seed=" + seed);
    int lost = 0;
    try (LocalFleet fleet = new LocalFleet(2, folder.resolve("s"), seed)) {
      for (int i = 0; i < runs; i++) {
        long salt = seed + i;
        JobRun<Integer> job = begin(fleet, i, x -> mix(salt, x));
        try {
          List<Long> expected = ITEMS.stream().map(x -> mix(salt, x)).toList();
          assertThat(Collector.<Long>collect(job))
              .as("seed %d, run %d", seed, i)
              .isEqualTo(expected);
        } catch (WorkerLostException e) {
          lost++;
        }
        assertThat(job.counts().unsettled()).as("seed %d, run %d", seed, i).isZero();
      }
      System.out.printf(
          "%d maps, %d failed with their workers; %d connections, %d cut; %d late answers%n",
          runs,
          lost,
          fleet.started.get(),
          fleet.line.cuts.get(),
          fleet.dispatcher.stats().lateAnswers());
      assertThat(fleet.line.cuts.get()).as("seed %d", seed).isGreaterThan(runs / 20);
      assertThat(lost).as("seed %d", seed).isLessThan(runs / 10);
    }
  }

  private JobRun<Integer> begin(LocalFleet fleet, int number, TaskFunction<Integer, Long> function)
      throws Exception {
    BlockEncoder encoder = new BlockEncoder(CODING);
    encoder.add(function);
    PayloadBlock block = encoder.finish();
    JobOptions options =
        JobOptions.defaults().chunkSize(1 + number % 7).onError(OnError.FINISH).maxAttempts(5);
    JobRun<Integer> run =
        new JobRun<>(
            new JobSetup<>(
                "line",
                options,
                new JobSpec(number + 1, CallShape.FUNCTION, 0, 0, false, block),
                ItemSource.of(new ArrayList<>(ITEMS), options.sizeHint()),
                JobSetup.Delivery.UNORDERED,
                new JobEvents() {
                  @Override
                  public void progressed(JobRun<?> job) {}

                  @Override
                  public void ended(JobRun<?> job) {}
                },
                new JobSetup.Services(
                    fleet.dispatcher,
                    codecs,
                    Ticker.SYSTEM,
                    (delay, task) -> new CompletableFuture<>(),
                    Runnable::run,
                    (job, answer, which) -> false,
                    Optional.empty(),
                    SpinWait.never())));
    run.begin();
    return run;
  }

  /** A value that depends on both and on nothing else. */
  static long mix(long salt, int number) {
    long value = (salt ^ number) * 0x9E3779B97F4A7C15L;
    return value ^ (value >>> 32);
  }
}
