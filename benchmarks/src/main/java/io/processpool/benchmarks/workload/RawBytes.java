package io.processpool.benchmarks.workload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Eight blocks of bytes through a socket to another JVM, which only reads them. */
final class RawBytes implements Workload {

  private static final int BLOCKS = 8;
  private static final int PIECE_BYTES = 1 << 20;

  /** Pieces that may be unanswered; many more would fill the other direction. */
  private static final int AHEAD = 8;

  private final RawPeer peer;
  private final int pieces;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(1);

  RawBytes(int bytesEach) throws IOException {
    this.peer = new RawPeer(PIECE_BYTES, 1);
    this.pieces = (int) ((long) BLOCKS * bytesEach / PIECE_BYTES);
  }

  @Override
  public Map<String, Double> sample() throws IOException {
    long begin = System.nanoTime();
    for (int sent = 1; sent <= pieces + AHEAD; sent++) {
      if (sent <= pieces) {
        peer.send(piece.clear());
      }
      if (sent > AHEAD) {
        peer.fill(answer.clear());
      }
    }
    return Map.of("seconds", Seconds.since(begin));
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
