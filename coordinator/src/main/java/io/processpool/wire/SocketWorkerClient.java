package io.processpool.wire;

import io.netty.channel.Channel;
import io.processpool.api.IpcCounters;
import io.processpool.backend.WorkerRef;
import io.processpool.codec.MessageEncoder;
import io.processpool.dispatch.WorkerClient;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameWriter;
import io.processpool.message.Message;
import java.util.function.Consumer;

/** A worker behind a socket. Thread-safe; no method blocks. */
public final class SocketWorkerClient implements WorkerClient {

  private final WorkerRef worker;
  private final Channel channel;
  private final FrameWriter writer;
  private final FrameCounters counters;
  private volatile Consumer<String> killer = reason -> {};

  SocketWorkerClient(
      WorkerRef worker, Channel channel, FrameWriter writer, FrameCounters counters) {
    this.worker = worker;
    this.channel = channel;
    this.writer = writer;
    this.counters = counters;
  }

  /** Who ends the process when the dispatcher asks for it. */
  public void killWith(Consumer<String> ender) {
    killer = ender;
  }

  @Override
  public WorkerRef ref() {
    return worker;
  }

  @Override
  public long offer(Message message) {
    Frame frame = MessageEncoder.encode(message);
    writer.offer(frame);
    return frame.wireBytes();
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public void kill(String reason) {
    killer.accept(reason);
  }

  /** Ends the connection, whatever it is doing. */
  public void close() {
    channel.close();
  }

  /** What crossed this socket so far. */
  public IpcCounters traffic() {
    return new IpcCounters(
        counters.framesOut(), counters.bytesOut(), counters.framesIn(), counters.bytesIn());
  }

  @Override
  public String toString() {
    return worker.toString();
  }
}
