package io.processpool.fleet;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets only so many JVMs start at a time: sixty that do so together on two processors are all as
 * slow as the last, and none has said who it is in time. A start is over when that is known;
 * initializers run side by side. Confined to the fleet's thread.
 */
final class StartTurns {

  private final List<Place> places;
  private final int most;
  private final Set<Place> waiting = new LinkedHashSet<>();

  /**
   * Nobody waits yet.
   *
   * @param most how many start at a time
   */
  StartTurns(List<Place> places, int most) {
    this.places = places;
    this.most = most;
  }

  /** Whether one may start there now; otherwise the place waits for its turn. */
  boolean mayStart(Place place) {
    if (isFull()) {
      waiting.add(place);
      return false;
    }
    return true;
  }

  /** Launches those whose turn it is. */
  void next(Consumer<Place> launch) {
    while (!waiting.isEmpty() && !isFull()) {
      Iterator<Place> first = waiting.iterator();
      Place place = first.next();
      first.remove();
      launch.accept(place);
    }
  }

  private boolean isFull() {
    return places.stream()
            .flatMap(place -> place.workers().stream())
            .filter(worker -> worker.state() == WorkerState.STARTING && worker.client() == null)
            .count()
        >= most;
  }
}
