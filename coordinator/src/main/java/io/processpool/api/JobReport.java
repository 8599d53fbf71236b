package io.processpool.api;

import java.time.Duration;
import java.util.List;

/**
 * Where a job's time went and what crossed the wire. Immutable snapshot.
 *
 * @param job the job's id as logs print it, for example {@code j3}
 * @param label its label, empty for none
 * @param wall from the call to the last result, or until now
 * @param items how the items stand
 * @param chunks how many chunks were sent, repeated ones included
 * @param times where the time went
 * @param ipc what crossed the sockets for this job
 * @param workers the share of each worker process that took part; where more than a thousand did,
 *     the earliest are counted with those that took their places
 * @param slowest the slowest items, slowest first, at most ten
 * @param advice what is wrong with it, most important first, at most two sentences; empty when
 *     nothing is, while it runs, and where it was cancelled, failed or lost workers
 */
public record JobReport(
    String job,
    String label,
    Duration wall,
    Items items,
    long chunks,
    Times times,
    IpcCounters ipc,
    List<WorkerShare> workers,
    List<SlowItem> slowest,
    List<Advice> advice) {

  /**
   * How the items of a job stand.
   *
   * @param read taken from the input
   * @param ok with a result
   * @param failed with a failure
   * @param retried sent again because their worker was lost or {@code retryOn} asked for it, each
   *     time counted
   */
  public record Items(long read, long ok, long failed, long retried) {}

  /**
   * Where the time went. All but {@code startUp} are sums over threads and processes that work side
   * by side, so together they may exceed the wall time.
   *
   * @param startUp until the first worker was ready; zero on a warm pool
   * @param input in the input's iterator
   * @param encode making bytes of arguments and results
   * @param transfer from sending a chunk to its last answer, less the time it was at the worker
   * @param waiting workers of this job without a chunk to run
   * @param compute in the user's function
   * @param cpu of the workers' time, how long they were on a processor; zero where the system does
   *     not tell
   * @param coreWait of the workers' time, how long they had work and other threads had the
   *     processors; zero likewise
   * @param decode making objects of bytes
   * @param taking in the code that takes results one by one, between one and the next
   */
  public record Times(
      Duration startUp,
      Duration input,
      Duration encode,
      Duration transfer,
      Duration waiting,
      Duration compute,
      Duration cpu,
      Duration coreWait,
      Duration decode,
      Duration taking) {}

  /**
   * What one worker process did for the job.
   *
   * @param worker the place in the pool, 0 to workers - 1
   * @param pid the process
   * @param items items it answered
   * @param chunks chunks sent to it
   * @param ipc what crossed its socket for this job
   * @param encode making bytes of results
   * @param compute in the user's function
   * @param decode making objects of arguments
   * @param waiting without a chunk to run
   */
  public record WorkerShare(
      int worker,
      long pid,
      long items,
      long chunks,
      IpcCounters ipc,
      Duration encode,
      Duration compute,
      Duration decode,
      Duration waiting) {}

  /**
   * An item that took long.
   *
   * @param index its position in the input
   * @param took in the user's function
   * @param worker the place of its worker
   */
  public record SlowItem(long index, Duration took, int worker) {}
}
