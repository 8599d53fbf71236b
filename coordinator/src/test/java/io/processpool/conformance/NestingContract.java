package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.JvmProcess;
import io.processpool.Pool;
import io.processpool.PoolBuilder;
import io.processpool.api.PoolException;
import io.processpool.api.TaskFailedException;
import io.processpool.api.WorkerStartException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pools that are opened in workers of pools. */
abstract class NestingContract extends PoolContract {

  static int openAndSum(Backend backend, int level, int deepest) {
    if (level == deepest) {
      return level;
    }
    PoolBuilder builder = backend.builder(1).name("level" + level).allowNested();
    try (Pool inner = builder.open()) {
      return level + inner.<Integer, Integer>apply(x -> openAndSum(backend, x, deepest), level + 1);
    }
  }

  @Test
  @DisplayName("174: a pool in a task is refused, with who, what and a remedy")
  void shouldRefuseAPoolInATask() {
    Backend backend = backend();
    assertThatThrownBy(
            () ->
                pool()
                    .submit(
                        () -> {
                          backend.builder(3).name("inner").open();
                          return 1;
                        })
                    .join())
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("inner: cannot be opened in a worker of pool contract (process ")
        .hasMessageContaining("each of its workers would open 3 more")
        .hasMessageContaining("allowNested()");
    assertThat(pool().map(x -> x * x, numbers(10))).isEqualTo(squares(10));
  }

  @Test
  void shouldRefuseAProcessInATask() {
    assertThatThrownBy(() -> pool().submit(() -> JvmProcess.start(() -> 1).result()).join())
        .hasMessageContaining("cannot be opened in a worker of pool contract");
  }

  @Test
  void shouldRefuseAPoolInAnInitializer() {
    Backend backend = backend();
    PoolBuilder builder = backend.builder(1).initializer(worker -> backend.open(1));
    try (Pool own = builder.open()) {
      assertThatThrownBy(() -> own.map(x -> x, List.of(1)))
          .isInstanceOf(WorkerStartException.class)
          .cause()
          .hasMessageContaining("cannot be opened in a worker of pool");
    }
  }

  @Test
  @DisplayName("174: with the switch, two levels work")
  void shouldNestTwoLevelsWhenAllowed() {
    Backend backend = backend();
    assertThat(pool().submit(() -> openAndSum(backend, 0, 2)).join().intValue()).isEqualTo(3);
  }

  @Test
  @DisplayName("174: ten levels end with a clear error")
  void shouldEndARecursionOfPools() {
    Backend backend = backend();
    assertThatThrownBy(() -> pool().submit(() -> openAndSum(backend, 0, 10)).join())
        .hasStackTraceContaining("which is nested 4 deep (at most 3); end the recursion earlier");
  }
}
