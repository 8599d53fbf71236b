package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.backend.WorkerRef;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.message.Welcome;
import io.processpool.process.FakeProcess;
import io.processpool.testing.FakeTimer;
import io.processpool.wire.Candidate;
import io.processpool.wire.SocketWorkerClient;
import io.processpool.wire.TestClients;
import io.processpool.wire.WorkerEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetEndTest {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final FakeTimer timer = new FakeTimer();
  private final AtomicInteger cleanUps = new AtomicInteger();
  private final Place place = new Place(0, false);
  private final FakeProcess process = new FakeProcess(4711);
  private final TestClients.Line line = TestClients.connect(new WorkerRef(0, 3, 4711));
  private final Worker worker = new Worker(0, started(), () -> 0);
  private final StopLadder ladder =
      new StopLadder((millis, task) -> timer.schedule(millis * 1_000_000, task), this::abandoned);
  private final FleetEnd end = new FleetEnd(List.of(place), ladder, cleanUps::incrementAndGet);

  @AfterEach
  void endProcess() {
    process.end();
  }

  private WorkerStarter.Started started() {
    Welcome welcome = new Welcome(0, 1, 1, 1, 1, 0, 0, PayloadBlock.EMPTY);
    return new WorkerStarter.Started(
        process.watch(3),
        new SlotFile(Path.of("no-such-slot")),
        new Candidate(line.client().ref(), new byte[0], welcome, new Deaf()));
  }

  private void abandoned(Worker hung) {
    hung.gone();
    place.remove(hung);
    end.checkAllEnded();
  }

  private void launch() {
    place.add(worker);
  }

  private void makeReady() {
    launch();
    assertThat(worker.connected(line.client())).isTrue();
    worker.ready();
  }

  /** The process ended and its connection was read to the end. */
  private void leave() {
    worker.exited(0);
    worker.connectionClosed();
    assertThat(worker.hasFallenSilent()).isTrue();
    abandoned(worker);
  }

  @Test
  void shouldEndAtOnceWhenNothingWasStarted() {
    end.begin(GRACE);
    assertThat(end.done()).isCompletedWithValue(new StopReport(0));
    assertThat(cleanUps).hasValue(1);
  }

  @Test
  void shouldAskAWorkerThatCanHearAndWaitForIt() {
    makeReady();
    end.begin(GRACE);
    assertThat(worker.state()).isEqualTo(WorkerState.STOPPING);
    assertThat(line.counters().framesOut()).isEqualTo(1);
    assertThat(process.signals).isEmpty();
    assertThat(end.done()).isNotDone();
    leave();
    assertThat(end.done()).isCompletedWithValue(new StopReport(0));
    assertThat(timer.size()).isZero();
  }

  @Test
  void shouldClimbTheLadderWithAWorkerThatDoesNotGo() {
    makeReady();
    end.begin(GRACE);
    timer.advanceMillis(4_999);
    assertThat(process.signals).isEmpty();
    timer.advanceMillis(1);
    assertThat(process.signals).containsExactly("TERM");
    timer.advanceMillis(2_000);
    assertThat(process.signals).containsExactly("TERM", "KILL");
    timer.advanceMillis(1_000);
    assertThat(end.done()).isCompletedWithValue(new StopReport(1));
    assertThat(cleanUps).hasValue(1);
  }

  @Test
  void shouldKillAWorkerThatIsStillStarting() {
    launch();
    end.begin(GRACE);
    assertThat(process.signals).containsExactly("KILL");
    assertThat(worker.state()).isEqualTo(WorkerState.STOPPING);
  }

  @Test
  void shouldKillAtOnceWithoutGrace() {
    makeReady();
    end.begin(Duration.ZERO);
    assertThat(process.signals).containsExactly("KILL");
    leave();
    assertThat(end.done()).isCompletedWithValue(new StopReport(1));
  }

  @Test
  void shouldGoOnFasterWhenAskedAgainWithoutGrace() {
    makeReady();
    end.begin(GRACE);
    end.begin(Duration.ZERO);
    assertThat(process.signals).containsExactly("KILL");
    timer.advanceMillis(999);
    assertThat(end.done()).isNotDone();
    timer.advanceMillis(1);
    assertThat(end.done()).isDone();
  }

  @Test
  void shouldCountAWorkerOnceThatIsKilledByThreeThreads() {
    makeReady();
    end.begin(Duration.ZERO);
    timer.advanceMillis(500);
    end.begin(Duration.ZERO);
    end.begin(Duration.ZERO);
    timer.advanceMillis(500);
    assertThat(end.done()).isCompletedWithValue(new StopReport(1));
    assertThat(cleanUps).hasValue(1);
  }

  @Test
  void shouldNotSlowDownWhenAskedAgainWithGrace() {
    makeReady();
    end.begin(GRACE);
    timer.advanceMillis(4_000);
    end.begin(GRACE);
    timer.advanceMillis(1_000);
    assertThat(process.signals).containsExactly("TERM");
  }

  @Test
  void shouldGoOnFasterWhenAskedAgainWithLessTime() {
    makeReady();
    end.begin(GRACE);
    end.begin(Duration.ofMillis(100));
    timer.advanceMillis(100);
    assertThat(process.signals).containsExactly("TERM");
    timer.advanceMillis(2_000);
    assertThat(process.signals).containsExactly("TERM", "KILL");
    timer.advanceMillis(1_000);
    assertThat(end.done()).isCompletedWithValue(new StopReport(1));
    timer.advanceMillis(5_000);
    assertThat(process.signals).containsExactly("TERM", "KILL");
  }

  @Test
  void shouldNotCountAWorkerThatWasKilledBefore() {
    makeReady();
    ladder.stop(worker, Duration.ZERO);
    end.begin(GRACE);
    leave();
    assertThat(end.done()).isCompletedWithValue(new StopReport(0));
  }

  @Test
  void shouldLetTheFirstKillDecideWhatADeathMeans() {
    makeReady();
    worker.kill(true);
    worker.kill(false);
    assertThat(worker.isDeathExcused()).isTrue();
  }

  @Test
  void shouldTakeOneConnectionPerWorker() {
    launch();
    assertThat(worker.expected()).isNotNull();
    assertThat(worker.connected(line.client())).isTrue();
    assertThat(worker.expected()).isNull();
    assertThat(worker.connected(line.client())).isFalse();
  }

  /** Hears nothing. */
  static final class Deaf implements WorkerEvents {
    @Override
    public void connected(SocketWorkerClient client) {}

    @Override
    public void ready() {}

    @Override
    public void startFailed(RemoteFailure failure) {}

    @Override
    public void itemsDone(ItemsDone done, long bytes) {}

    @Override
    public void returned(io.processpool.message.ChunkReturned returned, long bytes) {}

    @Override
    public void grown(Grown grown) {}

    @Override
    public void goodbye(Goodbye goodbye) {}

    @Override
    public void closed(String reason) {}
  }
}
