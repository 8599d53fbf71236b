package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One place of the pool: the worker in it, before it those that are leaving, behind it a successor,
 * which in some places is always there. Confined to the fleet's thread, except {@link #info}.
 */
final class Place {

  private final int index;
  private final boolean spared;

  /** Oldest first. Immutable; replaced as a whole, so that others may look. */
  private volatile List<Worker> workers = List.of();

  private volatile int lastNumber = -1;

  /**
   * An empty place.
   *
   * @param spared whether a successor shall wait here before it is needed
   */
  Place(int index, boolean spared) {
    this.index = index;
    this.spared = spared;
  }

  int index() {
    return index;
  }

  /** Who is here, oldest first. */
  List<Worker> workers() {
    return workers;
  }

  boolean isEmpty() {
    return workers.isEmpty();
  }

  void add(Worker worker) {
    List<Worker> more = new ArrayList<>(workers);
    more.add(worker);
    lastNumber = worker.number();
    workers = List.copyOf(more);
  }

  void remove(Worker worker) {
    workers = workers.stream().filter(Predicate.not(worker::equals)).toList();
  }

  /** The worker with that number, if it is still here. */
  @Nullable Worker find(int number) {
    return first(worker -> worker.number() == number);
  }

  /** Whether nobody younger than that number is here to stay, or nobody as a spare. */
  boolean needsOneAfter(int number) {
    return first(worker -> worker.number() > number && worker.isStaying()) == null || lacksSpare();
  }

  /** Whether someone is here to stay, but alone where there shall be two. */
  boolean lacksSpare() {
    return spared && workers.stream().filter(Worker::isStaying).count() == 1;
  }

  /** Who works here, as others see it; from any thread. */
  WorkerInfo info() {
    Worker working = first(Worker::isStaying);
    Worker seen = working != null ? working : first(worker -> true);
    return seen != null
        ? seen.info()
        : new WorkerInfo(index, lastNumber, -1, WorkerInfo.State.ABSENT, 0, IpcCounters.ZERO);
  }

  private @Nullable Worker first(Predicate<Worker> wanted) {
    return workers.stream().filter(wanted).findFirst().orElse(null);
  }

  @Override
  public String toString() {
    return "place " + index + " " + workers;
  }
}
