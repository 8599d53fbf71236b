package io.processpool.benchmarks.micro;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.processpool.frame.Frame;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameDecoder;
import io.processpool.frame.FrameWriter;
import io.processpool.message.MessageType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Frames to bytes and back, on channels in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {

  /** That of chunks. */
  private static final int TYPE = MessageType.RUN_CHUNK.number();

  /** Bytes of the body. */
  @Param({"64", "4096", "1048576"})
  public int body = 64;

  private final FrameWriter writer = new FrameWriter(new FrameCounters());
  private final FrameDecoder decoder = new FrameDecoder(new FrameCounters());
  private final EmbeddedChannel sender = new EmbeddedChannel(writer);
  private final EmbeddedChannel receiver = new EmbeddedChannel(decoder);
  private Frame frame = Frame.whole(TYPE, 0, 1, 1, new byte[0]);

  /** Makes the frame. */
  @Setup
  public void make() {
    decoder.authenticated();
    frame = Frame.whole(TYPE, 0, 1, 1, new byte[body]);
  }

  /** Gives the channels back. */
  @TearDown
  public void close() {
    sender.finishAndReleaseAll();
    receiver.finishAndReleaseAll();
  }

  /**
   * Writes a frame and throws the bytes away.
   *
   * @return how many buffers it took
   */
  @Benchmark
  public int write() {
    writer.offer(frame);
    writer.flush();
    sender.runPendingTasks();
    int buffers = 0;
    for (Object out = sender.readOutbound(); out != null; out = sender.readOutbound()) {
      ReferenceCountUtil.release(out);
      buffers++;
    }
    return buffers;
  }

  /**
   * Writes a frame and reads it.
   *
   * @return the frame
   */
  @Benchmark
  public Object writeAndRead() {
    writer.offer(frame);
    writer.flush();
    sender.runPendingTasks();
    for (Object out = sender.readOutbound(); out != null; out = sender.readOutbound()) {
      receiver.writeInbound(out);
    }
    return receiver.readInbound();
  }
}
