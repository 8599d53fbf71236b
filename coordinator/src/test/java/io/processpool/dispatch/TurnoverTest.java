package io.processpool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.backend.WorkerRef;
import io.processpool.dispatch.DispatchBench.Job;
import io.processpool.message.RunChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers that go because they have done their part, or have nothing to do. */
class TurnoverTest {

  private final List<String> told = new ArrayList<>();

  private DispatchBench bench(int mostItems, long idleMillis) {
    DispatchBench bench = new DispatchBench(new Turnover(mostItems, idleMillis * 1_000_000));
    bench.dispatcher.staffWith(
        new Staffing() {
          @Override
          public void succeed(WorkerRef worker) {
            told.add("succeed " + worker.number());
          }

          @Override
          public void dismiss(WorkerRef worker) {
            told.add("dismiss " + worker.number());
          }
        });
    return bench;
  }

  private static void pass(DispatchBench bench, long millis) {
    bench.ticker.advanceMillis(millis);
    bench.timer.advanceMillis(millis);
  }

  @Test
  void shouldCallForTheSuccessorWhenTheLastItemIsHandedOut() {
    DispatchBench bench = bench(2, 0);
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 100);
    assertThat(told).isEmpty();
    job.submit();
    assertThat(told).containsExactly("succeed 0");
    bench.answer(worker, worker.lastChunk(), 100);
    assertThat(told).containsExactly("succeed 0", "dismiss 0");
  }

  @Test
  void shouldGiveTheSuccessorWorkOnlyWhenTheOldOneHasDoneIts() {
    DispatchBench bench = bench(1, 0);
    ScriptedWorker old = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.submit();
    ScriptedWorker successor = bench.worker(0, 1);
    assertThat(successor.chunks()).isEmpty();
    assertThat(bench.dispatcher.stats().busyWorkers()).containsExactly(0);
    bench.answer(old, old.lastChunk(), 100);
    assertThat(successor.chunks()).hasSize(1);
    assertThat(old.chunks()).hasSize(1);
  }

  @Test
  void shouldKeepWorkForASuccessorThatIsNotThereYet() {
    DispatchBench bench = bench(1, 0);
    ScriptedWorker old = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    job.submit();
    bench.answer(old, old.lastChunk(), 100);
    assertThat(bench.dispatcher.stats().queuedChunks()).isEqualTo(1);
    ScriptedWorker successor = bench.worker(0, 1);
    assertThat(successor.chunks()).hasSize(1);
  }

  @Test
  void shouldNotStandMoreReadyAtAWorkerThanItMayRun() {
    DispatchBench bench = bench(4, 0);
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    bench.warmUp(job, worker);
    for (int i = 0; i < 10; i++) {
      job.submit();
    }
    while (worker.chunks().size() < 4) {
      bench.answer(worker, worker.lastChunk(), 0);
    }
    assertThat(bench.dispatcher.stats().inFlightChunks()).isLessThanOrEqualTo(3);
    assertThat(told).containsExactly("succeed 0");
  }

  @Test
  void shouldUseUpAWorkerForWhichAChunkIsTooLarge() {
    DispatchBench bench = bench(5, 0);
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit(0, 3);
    bench.answer(worker, worker.lastChunk(), 100);
    assertThat(told).isEmpty();
    job.submit(3, 3);
    assertThat(worker.chunks()).hasSize(1);
    assertThat(told).containsExactly("succeed 0", "dismiss 0");
    ScriptedWorker successor = bench.worker(0, 1);
    assertThat(successor.chunks()).hasSize(1);
  }

  @Test
  void shouldPreferAWorkerThatMayRunTheChunk() {
    DispatchBench bench = bench(5, 0);
    ScriptedWorker one = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit(0, 3);
    bench.answer(one, one.lastChunk(), 100);
    ScriptedWorker two = bench.worker(1, 1);
    job.submit(3, 3);
    assertThat(two.chunks()).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void shouldUseUpOneWorkerForEachChunkThatIsTooLarge() {
    DispatchBench bench = bench(5, 0);
    Job job = bench.job(1);
    for (int place = 0; place < 2; place++) {
      ScriptedWorker worker = bench.worker(place, place);
      job.submit(3L * place, 3);
      bench.answer(worker, worker.lastChunk(), 100);
    }
    job.submit(6, 3);
    assertThat(told).containsExactlyInAnyOrder("succeed 0", "dismiss 0");
    job.submit(9, 3);
    assertThat(told).hasSize(4).contains("succeed 1", "dismiss 1");
  }

  @Test
  void shouldLetAFreshWorkerRunAChunkOfAnySize() {
    DispatchBench bench = bench(2, 0);
    Job job = bench.job(1);
    job.submit(0, 3);
    ScriptedWorker worker = bench.worker(0, 0);
    assertThat(worker.chunks()).hasSize(1);
    assertThat(told).containsExactly("succeed 0");
  }

  @Test
  void shouldCountPinnedChunks() {
    DispatchBench bench = bench(1, 0);
    ScriptedWorker old = bench.worker(1, 0);
    Job job = bench.job(1);
    job.submit(0, false, 1);
    job.submit(1, false, 1);
    assertThat(old.chunks()).hasSize(1);
    assertThat(told).containsExactly("succeed 0");
    bench.answer(old, old.lastChunk(), 100);
    ScriptedWorker successor = bench.worker(1, 1);
    assertThat(successor.chunks()).hasSize(1);
  }

  @Test
  void shouldLetTheSuccessorTakeOverWhenTheOldOneDies() {
    DispatchBench bench = bench(1, 0);
    ScriptedWorker old = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    ScriptedWorker successor = bench.worker(0, 1);
    job.submit();
    bench.dispatcher.workerLost(old, -1, Deaths.KILLED);
    assertThat(successor.chunks()).hasSize(1);
    assertThat(job.told).containsExactly("j1-c0 Lost");
    assertThat(told).containsExactly("succeed 0", "succeed 1");
  }

  @Test
  void shouldForgetASuccessorThatDiesBeforeItsTurn() {
    DispatchBench bench = bench(1, 0);
    ScriptedWorker old = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    ScriptedWorker successor = bench.worker(0, 1);
    assertThat(bench.dispatcher.workerLost(successor, -1, Deaths.KILLED)).isZero();
    job.submit();
    bench.answer(old, old.lastChunk(), 100);
    assertThat(successor.chunks()).isEmpty();
    assertThat(bench.worker(0, 2).chunks()).hasSize(1);
  }

  @Test
  void shouldRetireAWorkerWhenItHasDoneWhatItHolds() {
    DispatchBench bench = bench(0, 0);
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    job.submit();
    bench.dispatcher.retire(worker);
    bench.dispatcher.retire(worker);
    assertThat(told).containsExactly("succeed 0");
    job.submit();
    assertThat(worker.chunks()).hasSize(1);
    bench.answer(worker, worker.lastChunk(), 100);
    assertThat(told).containsExactly("succeed 0", "dismiss 0");
  }

  @Test
  void shouldRetireAnIdleWorkerAtOnce() {
    DispatchBench bench = bench(0, 0);
    bench.dispatcher.retire(bench.worker(0, 0));
    assertThat(told).containsExactly("succeed 0", "dismiss 0");
    bench.dispatcher.retire(new ScriptedWorker(1, 7));
    assertThat(told).hasSize(2);
  }

  @Test
  void shouldLetWorkersGoThatHaveNothingToDo() {
    DispatchBench bench = bench(0, 1_000);
    bench.worker(0, 0);
    ScriptedWorker busy = bench.worker(1, 1);
    Job job = bench.job(1);
    job.submit(0, false, 1);
    pass(bench, 999);
    assertThat(told).isEmpty();
    pass(bench, 1);
    assertThat(told).containsExactly("dismiss 0");
    bench.answer(busy, busy.lastChunk(), 100);
    pass(bench, 999);
    assertThat(told).hasSize(1);
    pass(bench, 1);
    assertThat(told).containsExactly("dismiss 0", "dismiss 1");
    assertThat(bench.timer.size()).isZero();
  }

  @Test
  void shouldMeasureIdlenessFromTheLastAnswer() {
    DispatchBench bench = bench(0, 1_000);
    ScriptedWorker worker = bench.worker(0, 0);
    Job job = bench.job(1);
    pass(bench, 600);
    job.submit();
    bench.answer(worker, worker.lastChunk(), 1);
    pass(bench, 999);
    assertThat(told).isEmpty();
    assertThat(bench.timer.size()).isEqualTo(1);
    pass(bench, 1);
    assertThat(told).containsExactly("dismiss 0");
  }

  @Test
  void shouldCallForAsManyWorkersAsHaveSomethingToDo() {
    DispatchBench bench = bench(0, 1_000);
    bench.worker(0, 0);
    bench.worker(1, 1);
    pass(bench, 1_000);
    told.clear();
    Job job = bench.job(1);
    job.submit();
    assertThat(told).containsExactly("succeed 0");
  }

  @Test
  void shouldCallForMoreWorkersWhenMoreWaits() {
    DispatchBench bench = bench(0, 1_000);
    bench.worker(0, 0);
    bench.worker(1, 1);
    pass(bench, 1_000);
    told.clear();
    Job job = bench.job(1);
    for (int i = 0; i < 5; i++) {
      job.submit();
    }
    assertThat(told).containsExactly("succeed 0", "succeed 1");
    assertThat(bench.worker(0, 2).chunks()).hasSize(1);
    assertThat(bench.worker(1, 3).chunks()).hasSize(1);
  }

  @Test
  void shouldCallForTheWorkerThatAPinnedChunkWaitsFor() {
    DispatchBench bench = bench(0, 1_000);
    bench.worker(0, 0);
    bench.worker(1, 1);
    pass(bench, 1_000);
    told.clear();
    bench.job(1).submit(0, false, 1);
    assertThat(told).containsExactly("succeed 1");
  }

  @Test
  void shouldNotCallForWorkersWhoseWorkWasTakenBack() {
    DispatchBench bench = bench(0, 1_000);
    bench.worker(0, 0);
    pass(bench, 1_000);
    Job job = bench.job(1);
    job.handle.cancel(false);
    job.submit();
    assertThat(told).containsExactly("dismiss 0");
  }

  @Test
  void shouldNeverLoseAChunkOverTurnover() {
    DispatchBench bench = bench(3, 0);
    Job job = bench.job(1);
    for (int i = 0; i < 100; i++) {
      job.submit(2L * i, 1 + i % 2);
    }
    int number = 0;
    for (; job.outcomes.size() < 100; number++) {
      ScriptedWorker worker = bench.worker(0, number);
      int items = 0;
      for (int i = 0; i < worker.chunks().size(); i++) {
        RunChunk chunk = worker.chunks().get(i);
        items += chunk.indexes().size();
        bench.answer(worker, chunk, 1);
      }
      assertThat(items).isBetween(1, 3);
    }
    assertThat(number).isBetween(50, 75);
  }
}
