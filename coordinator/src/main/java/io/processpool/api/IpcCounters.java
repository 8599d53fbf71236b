package io.processpool.api;

/**
 * What crossed the sockets, seen from the coordinator, frame headers included; and what crossed
 * beside them, because large arrays lie in files that both sides see. Immutable.
 *
 * @param framesOut frames sent to workers
 * @param bytesOut bytes sent to workers
 * @param framesIn frames received from workers
 * @param bytesIn bytes received from workers
 * @param bulkOut bytes of large arrays sent to workers beside the sockets
 * @param bulkIn bytes of large arrays received from workers beside the sockets
 */
public record IpcCounters(
    long framesOut, long bytesOut, long framesIn, long bytesIn, long bulkOut, long bulkIn) {

  /** Nothing yet. */
  public static final IpcCounters ZERO = new IpcCounters(0, 0, 0, 0);

  /**
   * What crossed sockets alone.
   *
   * @param framesOut frames sent to workers
   * @param bytesOut bytes sent to workers
   * @param framesIn frames received from workers
   * @param bytesIn bytes received from workers
   */
  public IpcCounters(long framesOut, long bytesOut, long framesIn, long bytesIn) {
    this(framesOut, bytesOut, framesIn, bytesIn, 0, 0);
  }

  /**
   * All bytes to workers, on the sockets and beside them.
   *
   * @return the sum
   */
  public long allBytesOut() {
    return bytesOut + bulkOut;
  }

  /**
   * All bytes from workers, on the sockets and beside them.
   *
   * @return the sum
   */
  public long allBytesIn() {
    return bytesIn + bulkIn;
  }

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
        bytesIn + other.bytesIn,
        bulkOut + other.bulkOut,
        bulkIn + other.bulkIn);
  }
}
