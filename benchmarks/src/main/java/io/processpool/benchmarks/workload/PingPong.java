package io.processpool.benchmarks.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** A small message to another JVM and back, the median of many. */
final class PingPong implements Workload {

  private static final int BYTES = 64;

  private final RawPeer peer;
  private final int calls;
  private final ByteBuffer message = ByteBuffer.allocateDirect(BYTES);

  PingPong(int calls) throws IOException {
    this.peer = new RawPeer(BYTES, BYTES);
    this.calls = calls;
  }

  @Override
  public Map<String, Double> sample() throws IOException {
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long begin = System.nanoTime();
      peer.send(message.clear());
      peer.fill(message.clear());
      nanos[i] = System.nanoTime() - begin;
    }
    return Map.of("seconds", Seconds.median(nanos));
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
