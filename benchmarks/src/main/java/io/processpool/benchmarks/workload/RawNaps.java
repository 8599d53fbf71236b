package io.processpool.benchmarks.workload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The limit of {@link Naps} in chunks of one: as many bare JVMs that nap, and one thread that
 * selects among their sockets, reads an answer and writes the next question.
 */
final class RawNaps implements Workload {

  private static final int BYTES = 64;

  /** Questions that a peer has at a time, so that it need not wait for one. */
  private static final int AHEAD = 2;

  /** What the items of {@link Naps} sleep on average. */
  private static final int NAP_MICROS = 500;

  private static final List<String> SMALL = List.of("-Xmx64m", "-XX:+UseSerialGC");

  private final List<RawPeer> peers = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final ByteBuffer question = ByteBuffer.allocateDirect(BYTES);
  private final ByteBuffer answers = ByteBuffer.allocateDirect(AHEAD * BYTES);
  private final int items;

  private int asked;
  private int answered;

  RawNaps(int workers, int items) throws IOException {
    this.items = items;
    for (int i = 0; i < workers; i++) {
      RawPeer peer = new RawPeer(SMALL, BYTES, BYTES, NAP_MICROS);
      peers.add(peer);
      peer.channel().configureBlocking(false);
      peer.channel().register(selector, SelectionKey.OP_READ);
    }
  }

  @Override
  public Map<String, Double> sample() throws IOException {
    double cpu = Cpu.seconds();
    long begin = System.nanoTime();
    asked = 0;
    answered = 0;
    for (RawPeer peer : peers) {
      for (int i = 0; i < AHEAD; i++) {
        ask(peer.channel());
      }
    }
    while (answered < items) {
      for (SelectionKey key : selector.selectedKeys()) {
        hear((SocketChannel) key.channel());
      }
      selector.selectedKeys().clear();
      if (answered < items) {
        selector.select();
      }
    }
    double seconds = Seconds.since(begin);
    return Map.of("seconds", seconds, "cpuSecondsPerItem", (Cpu.seconds() - cpu) / items);
  }

  private void hear(SocketChannel peer) throws IOException {
    int bytes = peer.read(answers.clear());
    if (bytes < 0) {
      throw new EOFException("the other JVM has closed the socket");
    }
    Expect.equal("bytes beside whole answers", 0, bytes % BYTES);
    for (int i = 0; i < bytes / BYTES; i++) {
      answered++;
      ask(peer);
    }
  }

  private void ask(SocketChannel peer) throws IOException {
    if (asked < items) {
      asked++;
      Expect.equal("bytes written of a question", BYTES, peer.write(question.clear()));
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (RawPeer peer : peers) {
      peer.close();
    }
  }
}
