package io.processpool.benchmarks.micro;

import io.processpool.frame.Frame;
import io.processpool.frame.FrameAssembler;
import io.processpool.frame.FrameCounters;
import io.processpool.frame.FrameSender;
import io.processpool.frame.Outlet;
import io.processpool.message.MessageType;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Warmup;

/** Frames to bytes and back, in memory. */
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

  private final Pieces pieces = new Pieces();
  private final FrameSender sender = new FrameSender(new FrameCounters(), pieces);
  private final FrameAssembler assembler = new FrameAssembler(new FrameCounters());
  private Frame frame = Frame.whole(TYPE, 0, 1, 1, new byte[0]);

  /** Makes the frame. */
  @Setup
  public void make() {
    assembler.authenticated();
    sender.resume();
    frame = Frame.whole(TYPE, 0, 1, 1, new byte[body]);
  }

  /**
   * Writes a frame and throws the bytes away.
   *
   * @return how many pieces it took
   */
  @Benchmark
  public int write() {
    pieces.reader = null;
    pieces.count = 0;
    sender.offer(frame);
    sender.flush();
    return pieces.count;
  }

  /**
   * Writes a frame and reads it.
   *
   * @return the frame
   */
  @Benchmark
  public @Nullable Object writeAndRead() {
    pieces.reader = assembler;
    sender.offer(frame);
    sender.flush();
    return pieces.frame;
  }

  /** Takes all, and hands it on. */
  private static final class Pieces implements Outlet {

    private @Nullable FrameAssembler reader;
    private @Nullable Frame frame;
    private int count;

    @Override
    public void write(ByteBuffer bytes) {
      count++;
      FrameAssembler next = reader;
      if (next == null) {
        bytes.position(bytes.limit());
      } else {
        frame = next.next(bytes);
      }
    }

    @Override
    public void full(ByteBuffer rest) {
      throw new IllegalStateException();
    }

    @Override
    public void close() {
      throw new IllegalStateException();
    }

    @Override
    public void broken(Throwable cause) {
      throw new IllegalStateException(cause);
    }
  }
}
