package io.processpool.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.JobOptions;
import io.processpool.api.JobProgress;
import io.processpool.job.JobRun;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.job.TestJobs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ProgressPumpTest {

  private final TestJobs jobs = new TestJobs(1);
  private final JobRun<Integer> run =
      jobs.begin(List.of(1, 2, 3), Delivery.ORDERED, JobOptions.defaults().chunkSize(1));
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final List<JobProgress> told = new ArrayList<>();

  private void runQueue() {
    while (!queue.isEmpty()) {
      queue.remove().run();
    }
  }

  @Test
  void shouldTellManyChangesTogether() {
    ProgressPump pump = new ProgressPump(run, told::add, queue::add);
    run.feedAhead();
    jobs.backend.answerNext();
    jobs.backend.answerNext();
    jobs.ticker.advanceMillis(30);
    pump.changed();
    pump.changed();
    pump.changed();
    assertThat(queue).hasSize(1);
    runQueue();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).done()).isEqualTo(2);
    assertThat(told.get(0).elapsed()).hasMillis(30);
  }

  @Test
  void shouldTellAgainWhatChangedWhileTheListenerWasBusy() {
    List<ProgressPump> self = new ArrayList<>();
    ProgressPump pump =
        new ProgressPump(
            run,
            progress -> {
              told.add(progress);
              if (told.size() == 1) {
                self.get(0).changed();
              }
            },
            queue::add);
    self.add(pump);
    pump.changed();
    runQueue();
    assertThat(told).hasSize(2);
    pump.changed();
    runQueue();
    assertThat(told).hasSize(3);
  }

  @Test
  void shouldGoOnAfterAListenerThrew() {
    ProgressPump pump =
        new ProgressPump(
            run,
            progress -> {
              told.add(progress);
              throw new IllegalStateException("listener broke");
            },
            queue::add);
    pump.changed();
    runQueue();
    pump.changed();
    runQueue();
    assertThat(told).hasSize(2);
  }
}
