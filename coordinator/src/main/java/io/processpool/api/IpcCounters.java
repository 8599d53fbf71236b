package io.processpool.api;

/**
 * What crossed the sockets, seen from the coordinator; frame headers are included. Immutable.
 *
 * @param framesOut frames sent to workers
 * @param bytesOut bytes sent to workers
 * @param framesIn frames received from workers
 * @param bytesIn bytes received from workers
 */
public record IpcCounters(long framesOut, long bytesOut, long framesIn, long bytesIn) {

  /** Nothing yet. */
  public static final IpcCounters ZERO = new IpcCounters(0, 0, 0, 0);

  /**
   * The sum of two.
   *
   * @param other the other summand
   * @return a new value
   */
  public IpcCounters plus(IpcCounters other) {
    return new IpcCounters(
        framesOut + other.framesOut,
        bytesOut + other.bytesOut,
        framesIn + other.framesIn,
        bytesIn + other.bytesIn);
  }
}
