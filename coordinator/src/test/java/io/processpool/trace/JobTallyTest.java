package io.processpool.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.api.JobReport.SlowItem;
import io.processpool.backend.WorkerRef;
import io.processpool.message.ChunkTimes;
import io.processpool.runs.LongRuns;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTallyTest {

  private static final WorkerRef ONE = new WorkerRef(0, 3, 103);
  private static final WorkerRef TWO = new WorkerRef(1, 4, 104);

  private final JobTally tally = new JobTally();

  private JobReport report(Map<WorkerRef, IpcCounters> traffic) {
    return tally.report(
        new JobTally.Frame("j1", "resize", Duration.ofMillis(9), Duration.ofMillis(1), 5, 2, 3),
        traffic);
  }

  private void answered(long index, WorkerRef worker, long nanos) {
    tally.itemsAnswered(index, worker, LongRuns.level(0, nanos), 1, 1);
  }

  @Test
  void shouldSumPerWorkerAndInTotal() {
    tally.chunkCompleted(ONE, new ChunkTimes(1, 20, 3, 4, 30, 15, 2), 100);
    tally.chunkCompleted(ONE, new ChunkTimes(1, 20, 3, 4, 30, 15, 2), 10);
    tally.chunkCompleted(TWO, new ChunkTimes(2, 30, 4, 5, 50, 25, 3), 60);
    tally.coded(1_000, 2_000);
    for (int i = 0; i < 4; i++) {
      answered(i, i < 3 ? ONE : TWO, 10);
    }
    JobReport report =
        report(Map.of(ONE, new IpcCounters(1, 2, 3, 4), TWO, new IpcCounters(10, 20, 30, 40)));
    assertThat(report.items()).isEqualTo(new JobReport.Items(5, 4, 0, 2));
    assertThat(report.times().compute().toNanos()).isEqualTo(70);
    assertThat(report.times().encode().toNanos()).isEqualTo(1_010);
    assertThat(report.times().decode().toNanos()).isEqualTo(2_004);
    assertThat(report.times().waiting().toNanos()).isEqualTo(13);
    assertThat(report.times().transfer().toNanos()).isEqualTo(80);
    assertThat(report.times().cpu().toNanos()).isEqualTo(55);
    assertThat(report.times().coreWait().toNanos()).isEqualTo(7);
    assertThat(report.ipc()).isEqualTo(new IpcCounters(11, 22, 33, 44));
    assertThat(report.workers()).hasSize(2);
    assertThat(report.workers().get(0).items()).isEqualTo(3);
    assertThat(report.workers().get(0).chunks()).isEqualTo(2);
    assertThat(report.workers().get(0).compute().toNanos()).isEqualTo(40);
    assertThat(report.workers().get(1).pid()).isEqualTo(104);
  }

  @Test
  void shouldNotGrowWithTheWorkersOfAnEndlessJob() {
    for (int number = 0; number < 5_000; number++) {
      WorkerRef worker = new WorkerRef(number % 2, number, 10_000 + number);
      answered(number, worker, 10);
      tally.chunkCompleted(worker, new ChunkTimes(0, 10, 0, 0, 10, 0, 0), 20);
    }
    JobReport report = report(Map.of(new WorkerRef(0, 4_998, 14_998), new IpcCounters(1, 2, 3, 4)));
    assertThat(report.workers()).hasSizeLessThanOrEqualTo(1_001);
    assertThat(report.workers().stream().mapToLong(JobReport.WorkerShare::items).sum())
        .isEqualTo(5_000);
    assertThat(report.times().compute().toNanos()).isEqualTo(50_000);
    assertThat(report.workers().get(report.workers().size() - 1).pid()).isEqualTo(14_999);
  }

  @Test
  void shouldLeaveOutOfTheTakingWhatWasDoneForTheJobMeanwhile() {
    tally.coded(1, 2);
    tally.input(4);
    tally.away(7);
    assertThat(report(Map.of()).times().taking()).isZero();
    tally.away(8);
    assertThat(report(Map.of()).times().taking().toNanos()).isEqualTo(8);
    assertThat(report(Map.of()).times().input().toNanos()).isEqualTo(4);
  }

  @Test
  void shouldListAWorkerThatOnlyReceived() {
    JobReport report = report(Map.of(TWO, new IpcCounters(1, 2, 0, 0)));
    assertThat(report.workers()).hasSize(1);
    assertThat(report.workers().get(0).items()).isZero();
  }

  @Test
  void shouldKeepTheTenSlowestItemsSlowestFirst() {
    for (int i = 0; i < 100; i++) {
      answered(i, ONE, (i * 37L) % 100);
    }
    assertThat(report(Map.of()).slowest().stream().map(SlowItem::took).map(Duration::toNanos))
        .containsExactly(99L, 98L, 97L, 96L, 95L, 94L, 93L, 92L, 91L, 90L);
  }

  @Test
  void shouldCountAnUnreadableValueAsAFailure() {
    answered(0, ONE, 1);
    tally.itemFailed(1, ONE, 1);
    tally.itemFailed();
    tally.valueUnreadable();
    assertThat(tally.ok()).isZero();
    assertThat(tally.failed()).isEqualTo(3);
  }
}
