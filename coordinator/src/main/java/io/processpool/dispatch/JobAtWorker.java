package io.processpool.dispatch;

import io.processpool.api.IpcCounters;

/** One job at one worker: its leases there, and what crossed the wire. Guarded like the lane. */
final class JobAtWorker {

  private final DispatchedJob job;
  private boolean open;
  private int leases;
  private long framesOut;
  private long bytesOut;
  private long framesIn;
  private long bytesIn;
  private long bulkOut;
  private long bulkIn;

  JobAtWorker(DispatchedJob job) {
    this.job = job;
  }

  DispatchedJob job() {
    return job;
  }

  /** Whether the job's function has to be sent first. */
  boolean open() {
    boolean news = !open;
    open = true;
    return news;
  }

  /** Whether the worker knew the job, which it is to forget. */
  boolean close() {
    boolean news = open;
    open = false;
    return news;
  }

  int leases() {
    return leases;
  }

  void leased() {
    leases++;
  }

  void released() {
    leases--;
  }

  void sent(long bytes, long bulk) {
    framesOut++;
    bytesOut += bytes;
    bulkOut += bulk;
  }

  void received(long bytes, long bulk) {
    framesIn++;
    bytesIn += bytes;
    bulkIn += bulk;
  }

  /** What crossed the wire to another worker counts here, too. */
  void add(JobAtWorker other) {
    framesOut += other.framesOut;
    bytesOut += other.bytesOut;
    framesIn += other.framesIn;
    bytesIn += other.bytesIn;
    bulkOut += other.bulkOut;
    bulkIn += other.bulkIn;
  }

  IpcCounters traffic() {
    return new IpcCounters(framesOut, bytesOut, framesIn, bytesIn, bulkOut, bulkIn);
  }
}
