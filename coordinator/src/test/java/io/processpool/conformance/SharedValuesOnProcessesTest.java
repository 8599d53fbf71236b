package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class SharedValuesOnProcessesTest extends SharedValuesContract {

  private static final int LARGE = 16 << 20; // floats, 64 MiB

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  @Test
  void shouldReadALargeArrayOncePerWorker() {
    float[] array = new float[LARGE];
    array[LARGE - 1] = 2.5f;
    try (Pool pool = Pool.builder().workers(2).workerHeap(512 << 20).open()) {
      Shared<float[]> shared = pool.share(array);

      List<Seen> seen = pool.map(i -> Seen.of(shared.get()), numbers(1000));

      assertThat(seen).extracting(Seen::last).containsOnly(2.5f);
      assertThat(seen.stream().distinct().count()).isBetween(1L, 2L); // one object per worker
      assertThat(pool.stats().ipc().bytesOut()).isLessThan(1 << 20);
    }
  }

  /** Leaves a mark in every process but its own in which it is read. */
  private static final class Marking implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long home = ProcessHandle.current().pid();
    private final Gate read;

    Marking(Gate read) {
      this.read = read;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      if (home != ProcessHandle.current().pid()) {
        read.mark(ProcessHandle.current().pid());
      }
    }

    long here() {
      return ProcessHandle.current().pid();
    }
  }

  @Test
  void shouldTransferItOncePerWorker() {
    Gate read = gate();
    Shared<Marking> shared = pool().share(new Marking(read));
    for (int round = 0; round < 3; round++) {
      pool().map(i -> shared.get().here(), numbers(20), JobOptions.defaults().chunkSize(1));
    }
    List<Long> workers = pool().broadcast(() -> shared.get().here());
    assertThat(read.marks())
        .containsExactlyInAnyOrderElementsOf(workers.stream().map(String::valueOf).toList());
  }

  @Test
  void shouldMapALargeBufferInAWorkerThatCouldNotHoldACopy() {
    ByteBuffer bytes = ByteBuffer.allocate(64 << 20);
    bytes.put(bytes.limit() - 1, (byte) 7);
    try (Pool pool = Pool.builder().workers(2).workerHeap(64 << 20).open()) {
      SharedBuffer shared = pool.shareBuffer(bytes);

      List<Integer> last = pool.map(i -> (int) shared.get().get((64 << 20) - 1), numbers(1000));

      assertThat(last).hasSize(1000).containsOnly(7);
      assertThat(pool.stats().ipc().bytesOut()).isLessThan(1 << 20);
    }
  }

  /** An object in a worker. */
  private record Seen(long pid, int identity, float last) {
    static Seen of(float[] array) {
      return new Seen(
          ProcessHandle.current().pid(), System.identityHashCode(array), array[array.length - 1]);
    }
  }

  @Test
  void shouldGiveItToAReplacedWorkerAgain() {
    try (Pool pool = Pool.builder().workers(1).open()) {
      Shared<int[]> table = pool.share(new int[] {7});
      SharedBuffer bytes = pool.shareBuffer(ByteBuffer.wrap(new byte[] {8}));
      long first = pool.apply(x -> ProcessHandle.current().pid() + table.get()[0] - 7, 0);
      pool.outcomes(x -> exit(), List.of(0), JobOptions.defaults().maxAttempts(1)).next();

      long second = pool.apply(x -> ProcessHandle.current().pid() + table.get()[0] - 7, 0);
      byte mapped = pool.apply(x -> bytes.get().get(0), 0);

      assertThat(second).isNotEqualTo(first);
      assertThat(mapped).isEqualTo((byte) 8);
    }
  }

  private static int exit() {
    System.exit(3);
    return 0;
  }

  @Test
  void shouldLeaveNoFile() throws IOException {
    Path value;
    try (Pool pool = Pool.builder().workers(1).open()) {
      Shared<int[]> table = pool.share(new int[] {7});
      pool.shareBuffer(ByteBuffer.wrap(new byte[] {8}));
      int seen = pool.apply(x -> table.get()[0], 0);
      String slot = pool.apply(x -> slotFile(), 0);
      assertThat(seen).isEqualTo(7);
      value = Path.of(slot).resolveSibling("v1.value");
      assertThat(value).exists();
    }
    assertThat(value).doesNotExist();
    assertThat(value.getParent()).doesNotExist();
  }

  /** The one file of the run folder that a worker keeps mapped. */
  private static String slotFile() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.endsWith(".slot"))
          .map(line -> line.substring(line.indexOf('/')))
          .findFirst()
          .orElseThrow();
    }
  }
}
