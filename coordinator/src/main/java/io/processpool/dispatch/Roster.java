package io.processpool.dispatch;

import io.processpool.backend.Chunk;
import io.processpool.backend.WorkerRef;
import io.processpool.dispatch.DispatchStats.Flight;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who runs chunks: one worker in each place. Its successor waits until it holds nothing, so that
 * there are never more at work than places. Guarded by the dispatcher's lock.
 */
final class Roster {

  private final Turnover turnover;

  /** By place. */
  private final @Nullable WorkerLane[] places;

  /** Those of the places that are taken. */
  private List<WorkerLane> lanes = List.of();

  private final Map<Integer, WorkerClient> successors = new HashMap<>();
  private final Map<Integer, WorkerRef> asleep = new TreeMap<>();
  private Staffing staffing = Staffing.FIXED;

  Roster(int places, Turnover turnover) {
    this.places = new WorkerLane[places];
    this.turnover = turnover;
  }

  void staffWith(Staffing told) {
    staffing = told;
  }

  /** A worker can run chunks; it does as soon as the one before it holds none. */
  void arrive(WorkerClient client, long nowNanos) {
    int place = client.ref().index();
    asleep.remove(place);
    if (places[place] == null) {
      set(place, new WorkerLane(client, turnover.mostItems(), nowNanos));
    } else {
      successors.put(place, client);
    }
  }

  private void set(int place, @Nullable WorkerLane lane) {
    places[place] = lane;
    lanes = Arrays.stream(places).filter(Objects::nonNull).toList();
  }

  /** A worker is gone: what it held, {@code null} if that is known or it never had its turn. */
  @Nullable WorkerLane leave(WorkerClient client, long nowNanos) {
    int place = client.ref().index();
    WorkerLane lane = find(client);
    if (lane == null) {
      successors.remove(place, client);
      return null;
    }
    set(place, null);
    WorkerClient successor = successors.remove(place);
    if (successor != null) {
      arrive(successor, nowNanos);
    }
    return lane;
  }

  @Nullable WorkerLane find(WorkerClient client) {
    WorkerLane lane = places[client.ref().index()];
    return lane != null && lane.client() == client ? lane : null;
  }

  /** The workers at work; what comes and goes later is not seen. */
  List<WorkerLane> lanes() {
    return lanes;
  }

  /** Whether a worker holds nothing and may get something. */
  boolean isAnyFree() {
    for (WorkerLane lane : lanes) {
      if (lane.load() == 0 && lane.hasRoom()) {
        return true;
      }
    }
    return false;
  }

  /** How many chunks they hold. */
  List<Flight> inFlight() {
    return lanes.stream().flatMap(lane -> lane.leases().stream().map(lane::flight)).toList();
  }

  /** Takes all they hold from all workers. */
  List<Lease> clear() {
    List<Lease> all = lanes.stream().flatMap(lane -> lane.leases().stream()).toList();
    Arrays.fill(places, null);
    lanes = List.of();
    successors.clear();
    asleep.clear();
    return all;
  }

  /**
   * The worker with the least to do that may run the job's next chunk. Where that is more than any
   * with room may still run, one of them is used up.
   */
  @Nullable WorkerLane choose(JobTurns turns, DispatchedJob job, long nowNanos, Effects effects) {
    Chunk chunk = job.peek();
    WorkerLane best = null;
    WorkerLane spent = null;
    for (WorkerLane lane : lanes) {
      if (lane.hasRoomFor(job, turns.isAlone())) {
        if (lane.mayRun(chunk)) {
          best = lessLoaded(best, lane);
        } else {
          spent = lessLoaded(spent, lane);
        }
      }
    }
    if (best == null && spent != null) {
      useUp(spent, effects);
      return letGo(spent, nowNanos, effects) ? choose(turns, job, nowNanos, effects) : null;
    }
    return best;
  }

  private static WorkerLane lessLoaded(@Nullable WorkerLane best, WorkerLane lane) {
    return best == null || lane.load() < best.load() ? lane : best;
  }

  /** The worker gets nothing more, and another comes; whether that is news. */
  boolean useUp(WorkerLane lane, Effects effects) {
    boolean news = lane.useUp();
    if (news) {
      effects.then(succeed(lane.client().ref()));
    }
    return news;
  }

  /**
   * Lets a worker go that is used up and holds nothing.
   *
   * @return whether its successor has taken over
   */
  boolean letGo(WorkerLane lane, long nowNanos, Effects effects) {
    if (!lane.isUsedUp() || lane.load() > 0) {
      return false;
    }
    dismiss(lane, nowNanos, effects);
    return places[lane.index()] != null;
  }

  /** Lets a worker go that has been idle for long; work that comes calls for another. */
  void sendToSleep(WorkerLane lane, long nowNanos, Effects effects) {
    WorkerRef worker = lane.client().ref();
    dismiss(lane, nowNanos, effects);
    asleep.put(worker.index(), worker);
  }

  private void dismiss(WorkerLane lane, long nowNanos, Effects effects) {
    leave(lane.client(), nowNanos);
    Staffing told = staffing;
    effects.then(() -> told.dismiss(lane.client().ref()));
  }

  boolean isAnyAsleep() {
    return !asleep.isEmpty();
  }

  /**
   * Calls for workers in the places of those who left idle, not for more than have something to do.
   *
   * @param pinned places that chunks wait for
   * @param waiting how many chunks any worker may run
   */
  void wake(Set<Integer> pinned, int waiting, Effects effects) {
    for (int place : pinned) {
      WorkerRef left = asleep.remove(place);
      if (left != null) {
        effects.then(succeed(left));
      }
    }
    int coming = places.length - lanes.size() - asleep.size();
    Iterator<WorkerRef> others = asleep.values().iterator();
    while (coming < waiting && others.hasNext()) {
      effects.then(succeed(others.next()));
      others.remove();
      coming++;
    }
  }

  private Runnable succeed(WorkerRef worker) {
    Staffing told = staffing;
    return () -> told.succeed(worker);
  }
}
