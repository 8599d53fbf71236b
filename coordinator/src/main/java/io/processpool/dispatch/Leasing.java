package io.processpool.dispatch;

import io.processpool.backend.Chunk;

/** Gives chunks that wait to workers that have room. Guarded by the dispatcher's lock. */
final class Leasing {

  private final Roster roster;
  private final JobTurns jobs;
  private final LimitWatch limits;
  private long leases;

  Leasing(Roster roster, JobTurns jobs, LimitWatch limits) {
    this.roster = roster;
    this.jobs = jobs;
    this.limits = limits;
  }

  /** Leases all that can be. */
  void assign(long now, Effects effects) {
    if (!jobs.pinning().isEmpty()) {
      jobs.pinning().removeIf(job -> assignPinned(job, now, effects));
    }
    for (DispatchedJob job = jobs.first(); job != null; job = jobs.first()) {
      WorkerLane lane = roster.choose(jobs, job, now, effects);
      if (lane == null) {
        return;
      }
      lease(lane, job, jobs.take(job), now, effects);
    }
  }

  /** Whether all pinned chunks of the job are at their workers now. */
  private boolean assignPinned(DispatchedJob job, long now, Effects effects) {
    for (WorkerLane lane : roster.lanes()) {
      Chunk chunk = lane.hasRoom() ? job.nextPinned(lane.index()) : null;
      if (chunk != null) {
        lease(lane, job, chunk, now, effects);
      }
    }
    return !job.hasPinned();
  }

  private void lease(WorkerLane lane, DispatchedJob job, Chunk chunk, long now, Effects effects) {
    Lease lease = new Lease(++leases, chunk, lane.at(job), now);
    lane.send(lease, effects);
    limits.sent(lane, lease, effects);
    if (lane.isSpent()) {
      roster.useUp(lane, effects);
    }
  }
}
