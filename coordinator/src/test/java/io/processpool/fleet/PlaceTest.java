package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.WorkerInfo;
import io.processpool.backend.WorkerRef;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Welcome;
import io.processpool.process.FakeProcess;
import io.processpool.wire.Candidate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlaceTest {

  private Place place = new Place(4, false);
  private final List<FakeProcess> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(FakeProcess::end);
  }

  private Worker add(int number) {
    FakeProcess process = new FakeProcess(1000 + number);
    processes.add(process);
    Candidate candidate =
        new Candidate(
            new WorkerRef(4, number, process.pid()),
            new byte[0],
            new Welcome(4, 1, 1, 1, 1, 0, 0, PayloadBlock.EMPTY),
            new FleetEndTest.Deaf());
    SlotFile slot = new SlotFile(Path.of("no-such-slot"));
    Worker worker =
        new Worker(4, new WorkerStarter.Started(process.watch(number), slot, candidate), () -> 7);
    place.add(worker);
    return worker;
  }

  @Test
  void shouldShowTheWorkerThatWorksAndNotWhoWaitsBehindIt() {
    add(1).ready();
    add(2).ready();
    assertThat(place.info().number()).isEqualTo(1);
    assertThat(place.info().state()).isEqualTo(WorkerInfo.State.IDLE);
    assertThat(place.info().pid()).isEqualTo(1001);
    assertThat(place.info().items()).isEqualTo(7);
  }

  @Test
  void shouldShowTheSuccessorWhenTheOldOneLeaves() {
    Worker old = add(1);
    old.ready();
    add(2);
    old.stop(null);
    assertThat(place.info().number()).isEqualTo(2);
    assertThat(place.info().state()).isEqualTo(WorkerInfo.State.STARTING);
  }

  @Test
  void shouldShowWhoLeavesWhileNobodyElseIsThereAndThenNobody() {
    Worker last = add(3);
    last.ready();
    last.stop(null);
    assertThat(place.info().state()).isEqualTo(WorkerInfo.State.STOPPING);
    last.gone();
    place.remove(last);
    assertThat(place.isEmpty()).isTrue();
    assertThat(place.info().state()).isEqualTo(WorkerInfo.State.ABSENT);
    assertThat(place.info().number()).isEqualTo(3);
    assertThat(place.info().pid()).isEqualTo(-1);
  }

  @Test
  void shouldTakeOnlyTheYoungerThatStayForSuccessors() {
    add(1).ready();
    assertThat(place.needsOneAfter(0)).isFalse();
    assertThat(place.needsOneAfter(1)).isTrue();
    Worker second = add(2);
    assertThat(place.needsOneAfter(1)).isFalse();
    second.stop(null);
    assertThat(place.needsOneAfter(1)).isTrue();
    assertThat(place.lacksSpare()).isFalse();
  }

  @Test
  void shouldWantASpareBehindWhoStays() {
    place = new Place(4, true);
    assertThat(place.lacksSpare()).isFalse();
    Worker first = add(1);
    assertThat(place.lacksSpare()).isTrue();
    Worker spare = add(2);
    assertThat(place.lacksSpare()).isFalse();
    assertThat(place.needsOneAfter(1)).isFalse();
    place.remove(first);
    assertThat(place.needsOneAfter(1)).isTrue();
    place.remove(spare);
    assertThat(place.needsOneAfter(2)).isTrue();
  }
}
