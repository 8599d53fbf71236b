package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WorkerShareTest {

  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;

  @Test
  void shouldGiveHalfOfTheMemoryToAllHeapsTogether() {
    assertThat(WorkerShare.of(4, 0, new Machine(8, 16 * GIB)).heapBytes()).isEqualTo(2 * GIB);
    assertThat(WorkerShare.of(1, 0, new Machine(8, 64 * GIB)).heapBytes()).isEqualTo(4 * GIB);
    assertThat(WorkerShare.of(64, 0, new Machine(8, 2 * GIB)).heapBytes()).isEqualTo(64 * MIB);
    assertThat(WorkerShare.of(3, 0, new Machine(8, GIB)).heapBytes()).isEqualTo(170 * MIB);
    assertThat(WorkerShare.of(4, 0, new Machine(8, 0)).heapBytes()).isEqualTo(64 * MIB);
  }

  @Test
  void shouldNeverLetAJvmCountOneProcessor() {
    assertThat(WorkerShare.of(8, 0, new Machine(8, GIB)).processors()).isEqualTo(2);
    assertThat(WorkerShare.of(2, 0, new Machine(8, GIB)).processors()).isEqualTo(4);
    assertThat(WorkerShare.of(1, 0, new Machine(8, GIB)).processors()).isZero();
    assertThat(WorkerShare.of(4, 0, new Machine(2, GIB)).processors()).isZero();
  }

  @Test
  void shouldWarnWhenTheHeapsExceedTheMemory() {
    assertThat(WorkerShare.of(4, GIB, new Machine(8, 2 * GIB)).warning())
        .hasValueSatisfying(
            text -> assertThat(text).contains("4 x 1024 MiB (limit: 2048 MiB)", "workerHeap"));
    assertThat(WorkerShare.of(4, GIB, new Machine(8, 4 * GIB)).warning()).isEmpty();
    assertThat(WorkerShare.of(4, GIB, new Machine(8, 0)).warning()).isEmpty();
  }

  @Test
  void shouldRefuseAShareForNobody() {
    assertThatIllegalArgumentException().isThrownBy(() -> WorkerShare.of(0, 0, Machine.current()));
  }

  @Test
  void shouldKnowThisMachine() {
    assertThat(Machine.current().processors()).isPositive();
    assertThat(Machine.current().memoryBytes()).isGreaterThan(256 * MIB);
  }
}
