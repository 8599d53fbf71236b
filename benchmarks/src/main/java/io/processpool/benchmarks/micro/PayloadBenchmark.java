package io.processpool.benchmarks.micro;

import io.processpool.message.PayloadBlock;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnreadableException;
import io.processpool.payload.UnsendableException;
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

/** User objects to bytes and back, by type: blocks of one value. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PayloadBenchmark {

  private static final PayloadSettings SETTINGS =
      PayloadSettings.defaults(PayloadBenchmark.class.getClassLoader());

  /** What is coded: a type, and for arrays the bytes. */
  @Param({
    "integer",
    "string",
    "record",
    "byte 1024",
    "byte 1048576",
    "byte 67108864",
    "float 1024",
    "float 1048576",
    "float 67108864",
    "double 1024",
    "double 1048576",
    "double 67108864"
  })
  public String value = "integer";

  private final BlockEncoder encoder = new BlockEncoder(SETTINGS);
  private final BlockDecoder decoder = new BlockDecoder(SETTINGS);
  private Object object = value;
  private PayloadBlock block = encoder.finish();

  /** A value as users write them. */
  record Track(String name, int number, double seconds) {}

  /** Makes the object and its bytes. */
  @Setup
  public void make() throws UnsendableException {
    int space = value.indexOf(' ');
    object =
        space < 0
            ? object(value, 0)
            : object(value.substring(0, space), Integer.parseInt(value.substring(space + 1)));
    block = encode();
  }

  private static Object object(String type, int bytes) {
    return switch (type) {
      case "integer" -> 1_234_567;
      case "string" -> "sounds/sound-17-transformed.wav";
      case "record" -> new Track("sound-17", 17, 240);
      case "byte" -> new byte[bytes];
      case "float" -> new float[bytes / Float.BYTES];
      case "double" -> new double[bytes / Double.BYTES];
      default -> throw new IllegalArgumentException("type: " + type);
    };
  }

  /**
   * Object to bytes.
   *
   * @return the bytes
   */
  @Benchmark
  public PayloadBlock encode() throws UnsendableException {
    encoder.add(object);
    return encoder.finish();
  }

  /**
   * Bytes to object.
   *
   * @return the object
   */
  @Benchmark
  public @Nullable Object decode() throws UnreadableException {
    return decoder.decode(block, 0);
  }
}
