package io.processpool.trace;

import io.processpool.api.WorkerDeath;
import io.processpool.api.WorkerInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Since when workers work, and how the last ones died. Thread-safe. */
public final class WorkerHistory {

  private static final int REMEMBERED = 8;

  private final String pool;

  /** By place: of who came last, which may be a spare, and of who was there before. */
  private final Map<Integer, List<Beginning>> beginnings = new ConcurrentHashMap<>();

  private final Object lock = new Object();

  // Guarded by lock.
  private final Deque<PastDeath> deaths = new ArrayDeque<>();

  /** A history that has not begun. */
  public WorkerHistory(String pool) {
    this.pool = pool;
  }

  private record Beginning(int number, long nanos) {}

  /** A death and when it was told. */
  public record PastDeath(WorkerDeath death, long nanos) {}

  /** A worker is ready. */
  public void ready(WorkerInfo worker, long nanos) {
    Beginning beginning = new Beginning(worker.number(), nanos);
    beginnings.merge(
        worker.index(), List.of(beginning), (old, first) -> List.of(beginning, old.get(0)));
    if (Recorder.isOn()) {
      WorkerStartEvent event = new WorkerStartEvent();
      event.pool = pool;
      event.worker = worker.index();
      event.number = worker.number();
      event.workerPid = worker.pid();
      event.commit();
    }
  }

  /** A worker died. */
  public void lost(WorkerDeath death, long nanos) {
    synchronized (lock) {
      deaths.addLast(new PastDeath(death, nanos));
      if (deaths.size() > REMEMBERED) {
        deaths.removeFirst();
      }
    }
    if (Recorder.isOn()) {
      WorkerDeathEvent event = new WorkerDeathEvent();
      event.pool = pool;
      event.worker = death.worker();
      event.workerPid = death.pid();
      event.exitCode = death.exitCode();
      event.meaning = death.meaning();
      event.commit();
    }
  }

  /** When the worker was ready, if that was seen. */
  public OptionalLong readyNanos(WorkerInfo worker) {
    return beginnings.getOrDefault(worker.index(), List.of()).stream()
        .filter(each -> each.number() == worker.number())
        .mapToLong(Beginning::nanos)
        .findFirst();
  }

  /** The last deaths, oldest first. */
  public List<PastDeath> deaths() {
    synchronized (lock) {
      return List.copyOf(deaths);
    }
  }
}
