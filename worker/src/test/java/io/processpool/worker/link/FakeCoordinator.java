package io.processpool.worker.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.processpool.codec.MessageDecoder;
import io.processpool.codec.MessageEncoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameWriter;
import io.processpool.message.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;

/** A coordinator that says what a test wants, on a socket of its own. */
final class FakeCoordinator implements AutoCloseable {

  final FrameCounters counters = new FrameCounters();
  private final FrameWriter writer = new FrameWriter(counters);
  private final FrameDecoder decoder = new FrameDecoder(counters);
  private final EmbeddedChannel codec = new EmbeddedChannel(writer, decoder);
  private final ServerSocket server;
  private Socket socket = new Socket();

  FakeCoordinator() throws IOException {
    decoder.authenticated();
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  SocketAddress address() {
    return server.getLocalSocketAddress();
  }

  void accept() throws IOException {
    socket = server.accept();
  }

  void says(Message message) throws IOException {
    writer.offer(MessageEncoder.encode(message));
    writer.flush();
    for (ByteBuf piece = codec.readOutbound(); piece != null; piece = codec.readOutbound()) {
      piece.readBytes(socket.getOutputStream(), piece.readableBytes());
      piece.release();
    }
  }

  void says(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next message; waits for it. */
  <M extends Message> M hears(Class<M> type) throws IOException {
    byte[] bytes = new byte[8192];
    Frame frame = codec.readInbound();
    while (frame == null) {
      int count = socket.getInputStream().read(bytes);
      if (count < 0) {
        throw new EOFException();
      }
      codec.writeInbound(Unpooled.copiedBuffer(bytes, 0, count));
      frame = codec.readInbound();
    }
    return type.cast(MessageDecoder.decode(frame));
  }

  boolean hearsTheEnd() throws IOException {
    return codec.readInbound() == null && socket.getInputStream().read() < 0;
  }

  void hangUp() throws IOException {
    socket.close();
  }

  /** Ends the connection so that the other side sees an error instead of an end. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    server.close();
    codec.finishAndReleaseAll();
  }
}
