package io.processpool.wire;

import io.netty.channel.Channel;
import io.processpool.api.IpcCounters;
import io.processpool.backend.WorkerRef;
import io.processpool.codec.MessageEncoder;
import io.processpool.dispatch.WorkerClient;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.message.Message;
import io.processpool.message.RunChunk;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A worker behind a socket. Thread-safe; no method blocks. */
public final class SocketWorkerClient implements WorkerClient {

  private final WorkerRef worker;
  private final Channel channel;
  private final FrameWriter writer;
  private final FrameCounters counters;
  private final LongAdder bulkOut = new LongAdder();
  private final LongAdder bulkIn = new LongAdder();
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
    if (message instanceof RunChunk run && run.items().bulk() != null) {
      bulkOut.add(run.items().bulkSize());
    }
    return frame.wireBytes();
  }

  @Override
  public void flush() {
    writer.flush();
  }

  @Override
  public long bytesRead() {
    return counters.bytesRead();
  }

  @Override
  public void kill(String reason) {
    killer.accept(reason);
  }

  /** Ends the connection, whatever it is doing. */
  public void close() {
    channel.close();
  }

  /** Large arrays came from the worker, beside the socket. */
  public void receivedBulk(long bytes) {
    bulkIn.add(bytes);
  }

  /** What crossed this socket, and beside it, so far. */
  public IpcCounters traffic() {
    return new IpcCounters(
        counters.framesOut(),
        counters.bytesOut(),
        counters.framesIn(),
        counters.bytesIn(),
        bulkOut.sum(),
        bulkIn.sum());
  }

  @Override
  public String toString() {
    return worker.toString();
  }
}
