package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.NotSendableException;
import io.processpool.api.PoolException;
import io.processpool.task.TaskFunction;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
@Tag("once")
class NestingOnProcessesTest extends NestingContract {

  /** A class as many programs have it; its initializer runs in the worker as well. */
  static final class Careless {
    static final Pool POOL = Pool.builder().workers(2).name("careless").open();

    static int twice(int x) {
      return 2 * x;
    }

    static TaskFunction<Integer, Integer> function() {
      return x -> x + 1;
    }
  }

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }

  @Test
  @DisplayName("174, T29: no task brings up a process, however many try")
  void shouldNeverHaveMoreProcessesThanWorkers() {
    AtomicInteger most = new AtomicInteger();
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger refused = new AtomicInteger();
    try (Pool own = backend().open(2)) {
      Set<Long> before =
          own.broadcast(() -> ProcessHandle.current().pid()).stream().collect(Collectors.toSet());
      Set<Long> others =
          ProcessHandle.current()
              .descendants()
              .map(ProcessHandle::pid)
              .filter(pid -> !before.contains(pid))
              .collect(Collectors.toSet());
      var results =
          own.imapUnordered(
              x -> {
                try {
                  Pool.open(4);
                } catch (PoolException e) {
                  return ProcessHandle.current().descendants().count();
                }
                return -1L;
              },
              numbers(200),
              JobOptions.defaults().chunkSize(1).window(4));
      while (results.hasNext()) {
        assertThat(results.next()).isZero();
        refused.incrementAndGet();
        Set<Long> now =
            ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(pid -> !others.contains(pid))
                .collect(Collectors.toSet());
        seen.addAll(now);
        most.accumulateAndGet(now.size(), Math::max);
      }
      assertThat(seen).isEqualTo(before);
    }
    assertThat(refused).hasValue(200);
    assertThat(most).hasValue(2);
  }

  @Test
  @DisplayName("174, T29: nor does the static initializer of a class that a task uses")
  void shouldRefuseAPoolInAStaticInitializer() {
    assertThatThrownBy(() -> pool().map(x -> Careless.twice(x), numbers(10)))
        .hasStackTraceContaining("careless: cannot be opened in a worker of pool contract");
    assertThat(pool().map(x -> x * x, numbers(10))).isEqualTo(squares(10));
  }

  @Test
  @DisplayName("T29: nor that of the function's own class")
  void shouldRefuseAPoolInTheStaticInitializerOfTheFunction() {
    TaskFunction<Integer, Integer> function = Careless.function();
    try (Pool here = Careless.POOL) {
      assertThatThrownBy(() -> here.map(function, numbers(10)))
          .isInstanceOf(NotSendableException.class)
          .hasMessageContaining("a static initializer threw io.processpool.api.PoolException")
          .hasMessageContaining("careless: cannot be opened in a worker of pool careless");
    }
  }

  @Test
  void shouldRefuseAPoolOnAnyThreadOfAWorker() {
    assertThatThrownBy(
            () ->
                pool()
                    .submit(
                        () -> CompletableFuture.supplyAsync(() -> Pool.open(1)).join().toString())
                    .join())
        .hasStackTraceContaining("cannot be opened in a worker of pool contract");
  }
}
