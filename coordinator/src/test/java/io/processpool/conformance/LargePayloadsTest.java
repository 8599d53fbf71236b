package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobOptions;
import io.processpool.api.JobReport;
import io.processpool.api.NotSendableException;
import io.processpool.api.Results;
import io.processpool.api.WorkerLostException;
import io.processpool.task.WorkerContext;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Arguments and results of many megabytes. */
@Tag("process")
@SuppressWarnings("serial")
class LargePayloadsTest extends PoolContract {

  private static final int HUNDRED_MB = 100_000_000;

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  /** Where workers of the pool find and leave files. */
  private static Path runFolder() {
    String[] arguments = ProcessHandle.current().info().arguments().orElseThrow();
    return Path.of(arguments[arguments.length - 1]).getParent();
  }

  private List<String> bulkFiles() throws IOException {
    String at = pool().apply(x -> runFolder().toString(), 0);
    Path run = Path.of(at);
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".bulk"))
          .toList();
    }
  }

  private static byte[] noise(long seed) {
    byte[] noise = new byte[HUNDRED_MB];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  @Test
  void shouldBringAHundredMegabytesThereAndBackBesideTheSocket() throws Exception {
    byte[] sent = noise(1);
    JobReport report;
    try (Results<byte[]> results = pool().imap(LargePayloadsTest::reversed, List.of(sent))) {
      byte[] back = results.next();
      assertThat(Arrays.equals(reversed(back), sent)).isTrue();
      assertThat(results.hasNext()).isFalse();
      report = results.report();
    }
    IpcCounters ipc = report.ipc();
    assertThat(ipc.bulkOut()).isEqualTo(HUNDRED_MB);
    assertThat(ipc.bulkIn()).isEqualTo(HUNDRED_MB);
    assertThat(ipc.bytesOut() + ipc.bytesIn()).isLessThan(10_000);
    assertThat(pool().stats().ipc().bulkOut()).isGreaterThanOrEqualTo(HUNDRED_MB);
    assertThat(bulkFiles()).isEmpty();
  }

  @Test
  void shouldKeepTheHeapOfAWorkerSmallThatGetsOneArrayAfterTheOther() {
    byte[] array = new byte[32 << 20];
    try (Pool pool = Pool.builder().workers(1).workerHeap(1L << 30).open()) {
      List<Long> heaps =
          pool.map(
              given -> Runtime.getRuntime().totalMemory() >> 20,
              Collections.nCopies(24, array),
              JobOptions.defaults().chunkSize(1));
      assertThat(heaps).allMatch(mebibytes -> mebibytes <= 128);
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void shouldRefuseAnArgumentAtOnceThatIsTooLarge() throws Exception {
    List<byte[]> halves = List.of(new byte[200 << 20], new byte[100 << 20]);
    assertThatThrownBy(() -> pool().apply(List::size, halves))
        .isInstanceOf(NotSendableException.class)
        .hasMessageContainingAll("limit 268435456 B", "name of a file", "pool.share");
    assertThat(bulkFiles()).isEmpty();
  }

  @Test
  void shouldFailTheItemAloneWhoseResultIsTooLarge() throws Exception {
    List<Object> all =
        drainWithFailures(pool().imap(n -> new byte[n], List.of(5, 300 << 20, 7 << 20)));
    assertThat((byte[]) all.get(0)).hasSize(5);
    assertThat((Throwable) all.get(1))
        .isInstanceOf(NotSendableException.class)
        .hasMessageContainingAll("limit 268435456 B", "name of a file");
    assertThat((byte[]) all.get(2)).hasSize(7 << 20);
    assertThat(bulkFiles()).isEmpty();
  }

  /** Ends the worker that writes it, once the array before it is written. */
  static final class Bomb implements Serializable {
    private final byte[] large = new byte[4 << 20];

    private void writeObject(ObjectOutputStream out) throws IOException {
      Runtime.getRuntime().halt(9);
    }

    int size() {
      return large.length;
    }
  }

  @Test
  void shouldLeaveNoFileOfAWorkerThatDiesInTheMiddle() throws Exception {
    JobOptions once = JobOptions.defaults().maxAttempts(1).chunkSize(1);
    assertThatThrownBy(
            () -> pool().map(n -> new Object[] {new byte[n], new Bomb()}, List.of(4 << 20), once))
        .isInstanceOf(WorkerLostException.class);
    assertThat(bulkFiles()).isEmpty();
  }

  @Test
  void shouldSendALargeArgumentAgainAfterItsWorkerDied() throws Exception {
    byte[] large = noise(3);
    int sum = Arrays.hashCode(large);
    List<Integer> sums =
        pool().map(LargePayloadsTest::hashAtSecondAttempt, List.of(large, new byte[3], large));
    assertThat(sums).containsExactly(sum, Arrays.hashCode(new byte[3]), sum);
    assertThat(bulkFiles()).isEmpty();
  }

  private static int hashAtSecondAttempt(byte[] bytes) {
    if (bytes.length > 3 && WorkerContext.current().attempt() == 1) {
      Runtime.getRuntime().halt(9);
    }
    return Arrays.hashCode(bytes);
  }

  @Test
  void shouldLeaveNoFileOfAJobThatIsLeft() throws Exception {
    try (Results<byte[]> results =
        pool().imap(x -> x, Stream.generate(() -> new byte[8 << 20])::iterator)) {
      assertThat(results.next()).hasSize(8 << 20);
    }
    shouldLeaveThePoolWholeAndIdle();
    assertThat(bulkFiles()).noneMatch(name -> name.startsWith("c"));
  }

  @Test
  void shouldTellThatALargeArgumentIsSentAgainAndAgain() {
    byte[] same = noise(4);
    try (Pool own = backend().open(1);
        Results<Integer> results = own.imap(x -> x.length, List.of(same, same, same, same))) {
      results.forEachRemaining(length -> assertThat(length).isEqualTo(HUNDRED_MB));
      assertThat(results.report().advice().toString()).contains("share");
    }
  }
}
