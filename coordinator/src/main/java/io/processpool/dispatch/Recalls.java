package io.processpool.dispatch;

import io.processpool.message.RecallChunk;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what stands behind a chunk that takes long, when another worker has nothing to do.
 * Short chunks stand many at a worker; one that turns out long would keep the others waiting.
 * Guarded by the dispatcher's lock.
 */
final class Recalls {

  /** It is worth a message only when it lasts. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Roster roster;
  private final JobTurns jobs;
  private boolean alarm;

  Recalls(Roster roster, JobTurns jobs) {
    this.roster = roster;
    this.jobs = jobs;
  }

  /** Whether work is spread unevenly and no alarm is set for that; one is now. */
  boolean claimAlarm() {
    boolean claimed = !alarm && roster.isAnyFree() && jobs.first() == null && mostLaden() != null;
    alarm |= claimed;
    return claimed;
  }

  /** The alarm rang: asks for half of what the most laden worker has not begun, if one is free. */
  void rang(Effects effects) {
    alarm = false;
    WorkerLane laden = roster.isAnyFree() && jobs.first() == null ? mostLaden() : null;
    if (laden == null) {
      return;
    }
    List<Lease> waiting = laden.recallable();
    for (Lease lease : waiting.subList(waiting.size() / 2, waiting.size())) {
      laden.recall(lease);
      laden.send(lease.job(), new RecallChunk(lease.job().spec().job(), lease.id()), effects);
    }
  }

  private @Nullable WorkerLane mostLaden() {
    WorkerLane most = null;
    for (WorkerLane lane : roster.lanes()) {
      if (lane.load() > 1
          && !lane.recallable().isEmpty()
          && (most == null || lane.load() > most.load())) {
        most = lane;
      }
    }
    return most;
  }
}
