package io.processpool.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.dispatch.DispatchBench.Job;
import io.processpool.message.RecallChunk;
import io.processpool.message.RunChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands behind a long chunk while another worker has nothing to do. */
class RecallsTest {

  private static final int PATIENCE_MILLIS = (int) (Recalls.PATIENCE_NANOS / 1_000_000);

  private final DispatchBench bench = new DispatchBench();
  private final ScriptedWorker laden = bench.worker(0, 0);
  private final Job job = bench.job(1);

  private static List<Long> recalled(ScriptedWorker worker) {
    return worker.offered.stream()
        .filter(RecallChunk.class::isInstance)
        .map(message -> ((RecallChunk) message).lease())
        .toList();
  }

  private static List<Long> indexes(ScriptedWorker worker) {
    return worker.chunks().stream().map(chunk -> chunk.indexes().get(0)).toList();
  }

  /** The worker holds so many chunks, of which it has answered none. */
  private List<RunChunk> lade(int chunks) {
    job.submit();
    bench.answer(laden, laden.lastChunk(), 0);
    for (int i = 0; i < chunks; i++) {
      job.submit();
    }
    List<RunChunk> all = laden.chunks();
    assertThat(all).hasSize(1 + chunks);
    return all.subList(1, all.size());
  }

  private void returned(RunChunk chunk) {
    bench.dispatcher.returned(laden, chunk.lease(), 20);
  }

  @Test
  void shouldAskForTheYoungerHalfOfWhatHasNotBegun() {
    List<RunChunk> held = lade(6);
    ScriptedWorker free = bench.worker(1, 1);
    assertThat(recalled(laden)).as("it may be over in a moment").isEmpty();
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    assertThat(recalled(laden))
        .containsExactly(held.get(3).lease(), held.get(4).lease(), held.get(5).lease());
    assertThat(free.chunks()).as("they may have begun meanwhile").isEmpty();
  }

  @Test
  void shouldGiveWhatComesBackToWhoIsFreeAndTellNobody() {
    List<RunChunk> held = lade(6);
    ScriptedWorker free = bench.worker(1, 1);
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    List<String> before = List.copyOf(job.told);
    held.subList(3, 6).forEach(this::returned);
    assertThat(laden.chunks()).as("not to whom it came from").hasSize(1 + 6);
    bench.answer(free, free.lastChunk(), 0);
    assertThat(indexes(free)).containsExactly(4L, 5L, 6L);
    assertThat(free.chunks()).allMatch(chunk -> chunk.attempts().get(0) == 1);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(5);
    assertThat(job.told.subList(before.size(), job.told.size()))
        .as("of the chunk that was answered only")
        .hasSize(2);
    assertThat(job.handle.traffic().get(laden.ref()).framesIn()).isEqualTo(1 + 3);
  }

  @Test
  void shouldGoOnAskingUntilOnlyOneIsLeft() {
    lade(6);
    ScriptedWorker free = bench.worker(1, 1);
    int answered = 0;
    for (int round = 0; round < 10; round++) {
      bench.timer.advanceMillis(PATIENCE_MILLIS);
      for (RunChunk chunk : laden.chunks()) {
        if (recalled(laden).contains(chunk.lease())) {
          returned(chunk); // what was given back before is dropped
        }
      }
      for (; answered < free.chunks().size(); answered++) {
        bench.answer(free, free.chunks().get(answered), 0);
      }
    }
    assertThat(indexes(free)).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L);
    assertThat(recalled(laden)).as("each once").hasSize(5);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(1);
  }

  @Test
  void shouldAskForNothingWhileOthersWaitOrNobodyIsFree() {
    lade(6);
    ScriptedWorker other = bench.worker(1, 1);
    job.submit();
    assertThat(other.chunks()).hasSize(1);
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    assertThat(recalled(laden)).isEmpty();
  }

  @Test
  void shouldAskForNothingThatIsAnsweredMeanwhile() {
    List<RunChunk> held = lade(3);
    bench.worker(1, 1);
    held.forEach(chunk -> bench.answer(laden, chunk, 0));
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    assertThat(recalled(laden)).isEmpty();
  }

  @Test
  void shouldSetOneAlarmAtATime() {
    List<RunChunk> held = lade(6);
    bench.worker(1, 1);
    bench.answer(laden, held.get(0), 0);
    bench.answer(laden, held.get(1), 0);
    assertThat(bench.timer.size()).isEqualTo(1);
  }

  @Test
  void shouldNotAskForTheOneThatRunsNorForWhatOnlyThatWorkerMayRun() {
    List<RunChunk> held = lade(1);
    job.submit(9, false, laden.ref().index());
    assertThat(held).hasSize(1);
    assertThat(laden.chunks()).hasSize(3);
    bench.worker(1, 1);
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    assertThat(recalled(laden)).isEmpty();
  }

  @Test
  void shouldEndWhatComesBackOfACancelledJob() {
    List<RunChunk> held = lade(2);
    bench.worker(1, 1);
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    job.handle.cancel(false);
    returned(held.get(1));
    assertThat(job.outcomes).last().isInstanceOf(ChunkOutcome.Cancelled.class);
    bench.answer(laden, held.get(0), 0);
    assertThat(bench.dispatcher.stats().inFlightChunks()).isZero();
    assertThat(bench.dispatcher.stats().queuedChunks()).isZero();
  }

  @Test
  void shouldDropWhatComesBackTooLate() {
    List<RunChunk> held = lade(2);
    ScriptedWorker free = bench.worker(1, 1);
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    bench.answer(laden, held.get(0), 0);
    bench.answer(laden, held.get(1), 0);
    returned(held.get(1));
    assertThat(bench.dispatcher.stats().lateAnswers()).isEqualTo(1);
    assertThat(free.chunks()).isEmpty();
  }

  @Test
  void shouldRefuseWhatComesBackUnasked() {
    List<RunChunk> held = lade(2);
    assertThatThrownBy(() -> returned(held.get(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gave back lease " + held.get(1).lease())
        .hasMessageEndingWith("unasked");
    assertThat(bench.dispatcher.stats().inFlightChunks()).isEqualTo(2);
  }

  @Test
  void shouldSendAgainWhatALostWorkerWasAskedFor() {
    lade(2);
    bench.worker(1, 1);
    bench.timer.advanceMillis(PATIENCE_MILLIS);
    bench.dispatcher.workerLost(laden, -1, Deaths.KILLED);
    assertThat(job.outcomes.subList(1, 3))
        .allMatch(outcome -> outcome instanceof ChunkOutcome.Lost);
  }

  @Test
  void shouldCountItemsThatCameBackAsNeverGiven() {
    DispatchBench recycling = new DispatchBench(new Turnover(4, 0));
    ScriptedWorker worker = recycling.worker(0, 0);
    Job items = recycling.job(1);
    items.submit();
    recycling.answer(worker, worker.lastChunk(), 0);
    items.submit();
    Chunk last = items.submit();
    recycling.worker(1, 1);
    recycling.timer.advanceMillis(PATIENCE_MILLIS);
    recycling.dispatcher.returned(worker, worker.lastChunk().lease(), 20);
    assertThat(last.size()).isEqualTo(1);
    recycling.answer(worker, worker.chunks().get(1), 0);
    items.submit();
    items.submit();
    items.submit();
    assertThat(worker.chunks()).as("four, and the one that came back").hasSize(5);
  }
}
