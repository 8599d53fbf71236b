package io.processpool.fleet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Ends all workers. Confined to the fleet's thread, except {@link #done}. */
final class FleetEnd {

  private final List<Place> places;
  private final StopLadder ladder;
  private final Runnable cleanUp;
  private final CompletableFuture<StopReport> done = new CompletableFuture<>();
  private boolean begun;
  private int killedBefore;

  /**
   * An end that has not begun.
   *
   * @param places whose workers end
   * @param ladder how each of them ends
   * @param cleanUp runs when no worker is left
   */
  FleetEnd(List<Place> places, StopLadder ladder, Runnable cleanUp) {
    this.places = places;
    this.ladder = ladder;
    this.cleanUp = cleanUp;
  }

  /** Completes when no worker is left. */
  CompletableFuture<StopReport> done() {
    return done;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Begins, or goes on faster than was asked before. */
  void begin(Duration grace) {
    if (!begun) {
      begun = true;
      killedBefore = ladder.killed();
    }
    for (Place place : places) {
      place.workers().forEach(worker -> ladder.stop(worker, grace));
    }
    checkAllEnded();
  }

  /** A worker is gone; when it was the last one, so is the fleet. */
  void checkAllEnded() {
    if (begun && !done.isDone() && places.stream().allMatch(Place::isEmpty)) {
      cleanUp.run();
      done.complete(new StopReport(ladder.killed() - killedBefore));
    }
  }
}
