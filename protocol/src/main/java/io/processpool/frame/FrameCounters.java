package io.processpool.frame;

/**
 * What crossed one end of a socket, headers included. Each way is written by one thread at a time,
 * read by any; a reader sees each number whole, not all four at one moment.
 */
public final class FrameCounters {

  private volatile long framesOut;
  private volatile long bytesOut;
  private volatile long framesIn;
  private volatile long bytesIn;
  private volatile long bytesRead;

  /** A frame goes out. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
  void sent(long bytes) {
    framesOut = framesOut + 1;
    bytesOut = bytesOut + bytes;
  }

  /** A frame came in. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
  void received(long bytes) {
    framesIn = framesIn + 1;
    bytesIn = bytesIn + bytes;
  }

  /** Bytes came, whole frames or not. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
  public void read(long bytes) {
    bytesRead = bytesRead + bytes;
  }

  /** Frames sent. */
  public long framesOut() {
    return framesOut;
  }

  /** Bytes sent. */
  public long bytesOut() {
    return bytesOut;
  }

  /** Frames received. */
  public long framesIn() {
    return framesIn;
  }

  /** Bytes of the frames received. */
  public long bytesIn() {
    return bytesIn;
  }

  /** Bytes read, where that is told: those of a frame that is not whole yet among them. */
  public long bytesRead() {
    return bytesRead;
  }
}
