package io.processpool.fleet;

import io.processpool.api.IpcCounters;
import io.processpool.api.WorkerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One place of the pool: the worker in it, before it those that are leaving, behind it a successor.
 * Confined to the fleet's thread, except {@link #info}.
 */
final class Place {

  private final int index;

  /** Oldest first. Immutable; replaced as a whole, so that others may look. */
  private volatile List<Worker> workers = List.of();

  private volatile int lastNumber = -1;

  Place(int index) {
    this.index = index;
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

  /** Whether someone younger than that number is here to stay. */
  boolean hasSuccessor(int number) {
    return first(worker -> worker.number() > number && worker.isStaying()) != null;
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
