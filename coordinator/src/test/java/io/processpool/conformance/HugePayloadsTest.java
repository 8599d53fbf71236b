package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.Pool;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Values of 2.2 GB, in a program whose heaps could hold them: refused, and quickly. */
@Tag("process")
@Tag("long")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HugePayloadsTest {

  private static final int HALF = 1_100_000_000;

  @TempDir Path folder;

  /** Two arrays, and many: neither a single one nor their sum fits. */
  public static final class Program {

    private Program() {}

    /** Tells what became of each of four values. */
    public static void main(String[] arguments) {
      try (Pool pool = Pool.builder().workers(1).workerHeap(5L << 30).open()) {
        pool.apply(x -> x, 1);
        tell("argument", () -> pool.apply(List::size, two()));
        tell("arguments", () -> pool.apply(List::size, many()));
        tell("result", () -> pool.apply(x -> two(), 1));
        tell("results", () -> pool.apply(x -> many(), 1));
        System.out.println(
            "then " + pool.apply(x -> x + 1, 1) + ", lost " + pool.stats().workersLost());
      }
    }

    private static List<byte[]> two() {
      return List.of(new byte[HALF], new byte[HALF]);
    }

    private static List<long[]> many() {
      List<long[]> parts = new ArrayList<>();
      for (int i = 0; i < 22; i++) {
        parts.add(new long[HALF / 80]);
      }
      return parts;
    }

    private static void tell(String what, Runnable call) {
      try {
        call.run();
        System.out.println(what + " intact");
      } catch (NotSendableException e) {
        System.out.println(what + " refused: " + e.getMessage());
      } catch (PoolException e) {
        System.out.println(what + " failed: " + e);
      }
    }
  }

  @Test
  void shouldRefuseMoreThanTwoGigabytesWithTheLimitAndTheRemedy() throws Exception {
    List<String> flags = List.of("-Xmx6g");
    try (ChildJvm child = ChildJvm.start(folder, folder, flags, Program.class)) {
      assertThat(child.exit()).as("%s", child.err()).isZero();
      List<String> told = child.out().lines().toList();
      assertThat(told).hasSize(5);
      assertThat(told.subList(0, 4))
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("refused: ", "limit 268435456 B for one value", "name of a file")
                      .contains("pool.share"));
      assertThat(told.get(4)).isEqualTo("then 2, lost 0");
    }
  }
}
