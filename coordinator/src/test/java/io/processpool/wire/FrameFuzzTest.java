package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.testing.TestJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mutated frames, cut anywhere, at both ends and at every point of a connection's life: messages or
 * a refusal, nothing else, in a small heap and without a buffer lost. {@code -Dframe.fuzz.seed=}
 * repeats a run.
 */
@Tag("once")
@Tag("process")
class FrameFuzzTest {

  private static final Path GOLDEN = Path.of("../protocol/src/test/resources/golden");
  private static final List<String> FLAGS =
      List.of(
          "-Xmx128m",
          "-XX:MaxDirectMemorySize=64m",
          "-Dio.netty.leakDetection.level=paranoid",
          "-XX:+ExitOnOutOfMemoryError");

  @Test
  void shouldReadFiftyThousandMutatedFramesOrRefuseThem() throws Exception {
    fuzz(50_000, Duration.ofMinutes(3));
  }

  @Test
  @Tag("long")
  void shouldReadAMillionMutatedFramesOrRefuseThem() throws Exception {
    fuzz(1_000_000, Duration.ofMinutes(20));
  }

  private static void fuzz(int cases, Duration limit) throws Exception {
    long seed = Long.getLong("frame.fuzz.seed", new Random().nextLong());
    System.out.println("frame.fuzz.seed=" + seed);
    TestJvm.Result result =
        TestJvm.run(
            FLAGS,
            limit,
            FrameFuzz.class.getName(),
            GOLDEN.toString(),
            Integer.toString(cases),
            Long.toString(seed));
    String summary =
        result.output().lines().filter(line -> line.contains(" cases: ")).toList() + "";
    System.out.println(summary);
    assertThat(result.exit()).as("frame.fuzz.seed=%d: %s", seed, result.output()).isZero();
    assertThat(summary).as("seed %d: %s", seed, result.output()).endsWith(" 0 leaks]");
    assertThat(result.output()).as("of the leak made on purpose").containsOnlyOnce("LEAK");
  }
}
