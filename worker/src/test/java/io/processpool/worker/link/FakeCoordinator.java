package io.processpool.worker.link;

import io.processpool.codec.MessageDecoder;
import io.processpool.codec.MessageEncoder;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameSender;
import io.processpool.frame.Outlet;
import io.processpool.message.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** A coordinator that says what a test wants, on a socket of its own. */
final class FakeCoordinator implements AutoCloseable {

  final FrameCounters counters = new FrameCounters();
  private final FrameSender sender = new FrameSender(counters, new Stream());
  private final FrameAssembler assembler = new FrameAssembler(counters);
  private ByteBuffer in = ByteBuffer.allocate(0);
  private final ServerSocket server;
  private Socket socket = new Socket();

  FakeCoordinator() throws IOException {
    assembler.authenticated();
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  SocketAddress address() {
    return server.getLocalSocketAddress();
  }

  void accept() throws IOException {
    socket = server.accept();
    sender.resume();
  }

  void says(Message message) throws IOException {
    sender.offer(MessageEncoder.encode(message));
    sender.flush();
  }

  void says(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next message; waits for it. */
  <M extends Message> M hears(Class<M> type) throws IOException {
    Frame frame = assembler.next(in);
    while (frame == null) {
      byte[] bytes = new byte[8192];
      int count = socket.getInputStream().read(bytes);
      if (count < 0) {
        throw new EOFException();
      }
      in = ByteBuffer.wrap(bytes, 0, count);
      frame = assembler.next(in);
    }
    return type.cast(MessageDecoder.decode(frame));
  }

  boolean hearsTheEnd() throws IOException {
    return assembler.next(in) == null && socket.getInputStream().read() < 0;
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
  }

  /** The socket's stream, which takes all. */
  private final class Stream implements Outlet {

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      byte[] taken = new byte[bytes.remaining()];
      bytes.get(taken);
      socket.getOutputStream().write(taken);
    }

    @Override
    public void full(ByteBuffer rest) {
      throw new AssertionError();
    }

    @Override
    public void close() {}

    @Override
    public void broken(Throwable cause) {
      throw new AssertionError(cause);
    }
  }
}
