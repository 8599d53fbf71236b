package io.processpool.benchmarks.workload;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Another JVM at the other end of a Unix socket, blocking and with nothing in between: the limit of
 * what a pool over sockets can reach. It reads, naps and answers as much as it is told.
 */
public final class RawPeer implements AutoCloseable {

  private final Path folder;
  private final Process process;
  private final SocketChannel channel;

  RawPeer(int bytes, int answer) throws IOException {
    this(List.of(), bytes, answer, 0);
  }

  RawPeer(List<String> flags, int bytes, int answer, int napMicros) throws IOException {
    folder = Files.createTempDirectory("raw");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      process = start(flags, address.getPath().toString(), bytes, answer, napMicros);
      channel = server.accept();
    }
  }

  private static Process start(List<String> flags, String socket, int... numbers)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(RawPeer.class.getName(), socket));
    IntStream.of(numbers).forEach(number -> command.add(Integer.toString(number)));
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /** The other JVM: ends with the connection. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(arguments[0]);
    ByteBuffer question = ByteBuffer.allocateDirect(Integer.parseInt(arguments[1]));
    ByteBuffer answer = ByteBuffer.allocateDirect(Integer.parseInt(arguments[2]));
    int napMicros = Integer.parseInt(arguments[3]);
    try (SocketChannel channel = SocketChannel.open(address)) {
      while (true) {
        fill(channel, question.clear());
        TimeUnit.MICROSECONDS.sleep(napMicros); // 0 is none
        send(channel, answer.clear());
      }
    } catch (EOFException e) {
      // The measurement is over.
    }
  }

  /** The socket itself, for who has many. */
  SocketChannel channel() {
    return channel;
  }

  void send(ByteBuffer bytes) throws IOException {
    send(channel, bytes);
  }

  void fill(ByteBuffer bytes) throws IOException {
    fill(channel, bytes);
  }

  private static void send(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void fill(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the other JVM has closed the socket");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    process.onExit().join();
    Files.deleteIfExists(folder.resolve("socket"));
    Files.delete(folder);
  }
}
