package io.processpool.benchmarks.micro;

import io.processpool.chunk.ChunkCutter;
import io.processpool.chunk.ItemSource;
import io.processpool.concurrent.Ticker;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading, encoding and cutting the input, per item. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChunkBenchmark {

  private static final int ITEMS = 10_000;

  private static final PayloadSettings SETTINGS =
      PayloadSettings.defaults(ChunkBenchmark.class.getClassLoader());

  /** Items in a chunk. */
  @Param({"1", "16", "1024"})
  public int size = 1;

  private final List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();
  private final BlockEncoder encoder = new BlockEncoder(SETTINGS);

  /**
   * Cuts all items.
   *
   * @return how many bytes they make
   */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long cut() {
    ChunkCutter<Integer> cutter =
        new ChunkCutter<>(ItemSource.of(items, OptionalLong.empty()), item -> {}, Ticker.SYSTEM);
    long bytes = 0;
    while (cutter.hasNext()) {
      bytes += cutter.cut(encoder, size, true).block().bytes().length;
    }
    return bytes;
  }
}
