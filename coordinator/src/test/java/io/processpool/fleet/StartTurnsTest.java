package io.processpool.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.backend.WorkerRef;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Welcome;
import io.processpool.process.FakeProcess;
import io.processpool.wire.Candidate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartTurnsTest {

  private final List<Place> places =
      IntStream.range(0, 5).mapToObj(index -> new Place(index, false)).toList();
  private final StartTurns turns = new StartTurns(places, 2);
  private final List<FakeProcess> processes = new ArrayList<>();
  private final List<Integer> launched = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(FakeProcess::end);
  }

  private void launch(Place place) {
    if (turns.mayStart(place)) {
      int number = launched.size();
      launched.add(place.index());
      FakeProcess process = new FakeProcess(1000 + number);
      processes.add(process);
      WorkerRef ref = new WorkerRef(place.index(), number, process.pid());
      Welcome welcome = new Welcome(place.index(), 1, 1, 1, 1, 0, 0, PayloadBlock.EMPTY);
      Candidate candidate = new Candidate(ref, new byte[0], welcome, new FleetEndTest.Deaf());
      SlotFile slot = new SlotFile(Path.of("no-such-slot"));
      place.add(
          new Worker(
              place.index(),
              new WorkerStarter.Started(process.watch(number), slot, candidate),
              () -> 0));
    }
  }

  private Worker in(int place) {
    return places.get(place).workers().get(0);
  }

  @Test
  void shouldLetTheNextStartWhenOneIsReadyOrGone() {
    places.forEach(this::launch);
    assertThat(launched).containsExactly(0, 1);

    turns.next(this::launch);
    assertThat(launched).containsExactly(0, 1);

    in(1).ready();
    turns.next(this::launch);
    assertThat(launched).containsExactly(0, 1, 2);

    Worker dead = in(0);
    dead.gone();
    places.get(0).remove(dead);
    launch(places.get(0)); // free at this moment, whoever waits
    turns.next(this::launch);
    assertThat(launched).containsExactly(0, 1, 2, 0);

    in(0).ready();
    in(2).ready();
    turns.next(this::launch);
    assertThat(launched).containsExactly(0, 1, 2, 0, 3, 4);
  }

  @Test
  void shouldWaitOnceForEachPlace() {
    places.forEach(this::launch);
    places.forEach(this::launch);
    in(0).ready();
    in(1).ready();
    turns.next(this::launch);

    assertThat(launched).containsExactly(0, 1, 2, 3);
  }
}
