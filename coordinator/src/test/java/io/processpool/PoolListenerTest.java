package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.processpool.api.ChunkReport;
import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.api.PoolListener;
import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a listener of a pool of processes hears. */
@Tag("process")
class PoolListenerTest {

  private static final int ITEMS = 100;
  private static final int CHUNK = 5;

  private static final class Heard implements PoolListener {

    final ConcurrentLinkedQueue<Object> news = new ConcurrentLinkedQueue<>();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger mostInside = new AtomicInteger();

    private void add(Object what) {
      mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
      news.add(what);
      inside.decrementAndGet();
    }

    @Override
    public void onWorkerReady(WorkerInfo worker) {
      add(worker);
    }

    @Override
    public void onWorkerLost(WorkerDeath death) {
      add(death);
    }

    @Override
    public void onChunkDone(ChunkReport chunk) {
      add(chunk);
    }

    @Override
    public void onJobEnd(JobReport report) {
      add(report);
    }

    @Override
    public void onPoolClosed() {
      add("closed");
    }

    <T> List<T> of(Class<T> type) {
      return news.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  @Test
  void shouldHearOfWhatComesAfterItThrewAnException() {
    AtomicInteger heard = new AtomicInteger();
    PoolListener throwing =
        new PoolListener() {
          @Override
          public void onJobEnd(JobReport report) {
            heard.incrementAndGet();
            PoolListenerTest.<RuntimeException>throwUnseen(new IOException("listener"));
          }
        };
    try (Pool pool = Pool.builder().inProcess().workers(1).listener(throwing).open()) {
      pool.apply(x -> x, 1);
      pool.apply(x -> x, 2);
      await().atMost(Duration.ofMinutes(1)).until(() -> heard.get() == 2);
    }
  }

  /** As other languages do, and libraries for this one. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void throwUnseen(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void shouldHearOfEveryChunkOneAfterTheOtherAndOfTheEndLast() {
    Heard heard = new Heard();
    List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();
    try (Pool pool = Pool.builder().workers(2).listener(heard).open()) {
      pool.map(item -> item * 2, items, JobOptions.defaults().chunkSize(CHUNK));
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> heard.news.contains("closed"));

    List<ChunkReport> chunks = heard.of(ChunkReport.class);
    assertThat(chunks).hasSize(ITEMS / CHUNK);
    assertThat(chunks).allMatch(chunk -> chunk.items() == CHUNK && chunk.argumentBytes() > 0);
    assertThat(chunks)
        .allMatch(
            chunk ->
                chunk.turnaround().compareTo(chunk.compute()) >= 0
                    && chunk.ended().compareTo(chunk.turnaround()) >= 0);
    JobReport report = heard.of(JobReport.class).get(0);
    assertThat(chunks).extracting(ChunkReport::job).containsOnly(report.job());
    Duration computed = chunks.stream().map(ChunkReport::compute).reduce(Duration::plus).get();
    assertThat(computed).as("no more than the job's").isEqualTo(report.times().compute());
    assertThat(heard.of(WorkerInfo.class)).as("who was ready in time").hasSizeBetween(1, 2);
    assertThat(heard.news).last().isEqualTo("closed");
    assertThat(heard.mostInside).hasValue(1);
  }
}
