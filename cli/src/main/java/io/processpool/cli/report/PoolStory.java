package io.processpool.cli.report;

import java.util.List;

/**
 * What became of a pool. Immutable; times in seconds since it was opened.
 *
 * @param name its name
 * @param seconds how long it lived
 * @param jobs how many jobs it ran
 * @param items how many items were answered
 * @param lanes its workers
 * @param rates items over time
 * @param wire what crossed the sockets for jobs, by place
 * @param lost workers that ended without being told to
 * @param slowest the slowest items of each job, slowest first
 */
record PoolStory(
    String name,
    double seconds,
    int jobs,
    long items,
    List<Lane> lanes,
    List<Rate> rates,
    List<Traffic> wire,
    List<Death> lost,
    List<SlowOne> slowest) {

  /** With other words for the slowest items. */
  PoolStory withSlowest(List<SlowOne> named) {
    return new PoolStory(name, seconds, jobs, items, lanes, rates, wire, lost, named);
  }

  /**
   * One place.
   *
   * @param worker which
   * @param pids the processes that stood there, one after the other
   * @param sum where its time went
   * @param spans what it did when
   */
  record Lane(int worker, List<Long> pids, Seconds sum, List<Span> spans) {}

  /**
   * Where a worker's time went.
   *
   * @param start JVMs that started
   * @param decode making objects of arguments
   * @param compute in the user's function
   * @param encode making bytes of results
   * @param waiting the rest
   */
  record Seconds(double start, double decode, double compute, double encode, double waiting) {}

  /**
   * An interval.
   *
   * @param from its begin
   * @param to its end
   * @param items answered in it
   */
  record Rate(double from, double to, long items) {}

  /**
   * What one place sent and got.
   *
   * @param worker which
   * @param items answered
   * @param chunks sent to it
   * @param bytesOut bytes to it
   * @param bytesIn bytes from it
   * @param framesOut frames to it
   * @param framesIn frames from it
   */
  record Traffic(
      int worker,
      long items,
      long chunks,
      long bytesOut,
      long bytesIn,
      long framesOut,
      long framesIn) {}

  /**
   * A worker that was lost.
   *
   * @param worker its place
   * @param time when
   * @param text how it ended
   */
  record Death(int worker, double time, String text) {}

  /**
   * A slow item.
   *
   * @param job the job's label or id
   * @param index its position in the input
   * @param item what it is, as the command names it
   * @param seconds in the user's function
   * @param worker who ran it
   */
  record SlowOne(String job, long index, String item, double seconds, int worker) {

    /** With a name that says more than its position. */
    SlowOne named(String name) {
      return new SlowOne(job, index, name, seconds, worker);
    }
  }
}
