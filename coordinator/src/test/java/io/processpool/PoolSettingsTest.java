package io.processpool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolSettingsTest {

  @Test
  void shouldListAllProblemsAtOnce() {
    PoolBuilder builder =
        Pool.builder()
            .workers(0)
            .workerHeap(7)
            .startTimeout(Duration.ZERO)
            .resultTypes("a.B", "x/y")
            .name(" ");
    assertThatThrownBy(builder::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "invalid pool settings: workers=0 (expected: 1 to 1024); workerHeap=7 bytes"
                + " (expected: 16777216 or more); startTimeout=PT0S (expected: more than 0);"
                + " resultTypes: 'x/y' (expected: the name of a class, or of a package with a dot at"
                + " its end); name is blank (expected: some text)");
  }

  @Test
  void shouldListWhatIsWrongWithRecycling() {
    PoolBuilder builder =
        Pool.builder()
            .workers(0)
            .maxTasksPerWorker(0)
            .maxWorkerGrowth(1000)
            .idleTimeout(Duration.ofMillis(-1));
    assertThatThrownBy(builder::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "invalid pool settings: workers=0 (expected: 1 to 1024); maxTasksPerWorker=0 items"
                + " (expected: 1 or more); maxWorkerGrowth=1000 bytes (expected: 1048576 or more);"
                + " idleTimeout=PT-0.001S (expected: more than 0)");
    assertThatThrownBy(() -> Pool.builder().maxTasksPerWorker(-3).open())
        .hasMessageContaining("maxTasksPerWorker=-3");
  }

  @Test
  void shouldListWhatNoProcessCanBeStartedWith() {
    PoolBuilder builder =
        Pool.builder()
            .workers(0)
            .javaHome(Path.of("/nowhere"))
            .classPath(List.of(Path.of("/ok.jar"), Path.of("/a" + File.pathSeparator + "b.jar")));
    assertThatThrownBy(builder::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("invalid pool settings: workers=0 (expected: 1 to 1024); ")
        .hasMessageContaining("invalid javaHome: /nowhere (expected: a JDK or JRE with bin/java); ")
        .hasMessageContaining("classPath entry /a" + File.pathSeparator + "b.jar (expected: no ");
    try (Pool pool = builder.workers(1).inProcess().open()) {
      assertThat(pool.map(x -> x, List.of(1))).containsExactly(1);
    }
  }

  @Test
  void shouldTakeAStartTimeoutWithoutAnEnd() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    assertThat(Pool.builder().startTimeout(forever).oneTask().startTimeout().toMillis())
        .isPositive();
  }

  @Test
  void shouldNotReplaceTheProcessOfOneTask() {
    PoolBuilder builder = Pool.builder().maxTasksPerWorker(1).idleTimeout(Duration.ofMinutes(1));
    assertThat(builder.oneTask().recycling()).isEqualTo(Recycling.NONE);
  }

  @Test
  void shouldRefuseTooManyWorkers() {
    assertThatThrownBy(() -> Pool.open(1025))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workers=1025");
  }

  @Test
  void shouldRefuseNullsWhereTheyAreHandedIn() {
    PoolBuilder builder = Pool.builder();
    assertThatThrownBy(() -> builder.name(nothing())).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> builder.javaHome(nothing())).hasMessage("home");
    assertThatThrownBy(() -> builder.startTimeout(nothing())).hasMessage("limit");
    assertThatThrownBy(() -> builder.idleTimeout(nothing())).hasMessage("limit");
    assertThatThrownBy(() -> builder.defaults(nothing())).hasMessage("options");
    assertThatThrownBy(() -> builder.listener(nothing())).hasMessage("told");
    assertThatThrownBy(() -> builder.initializer(nothing())).hasMessage("hook");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  @Test
  void shouldNameTheJavaHomeThatIsNone() {
    assertThatThrownBy(() -> Pool.builder().workers(1).javaHome(Path.of("/nowhere")).open())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere");
  }

  @Test
  void shouldNotChangeWithTheListsItWasGiven() {
    List<String> arguments = new ArrayList<>(List.of("-Xss4m"));
    PoolBuilder builder = Pool.builder().workerJvmArguments(arguments).workerEnvironment(Map.of());
    arguments.clear();
    try (Pool pool = builder.inProcess().workers(1).name("frozen").open()) {
      assertThat(pool.toString()).startsWith("Pool[frozen RUNNING workers=1");
    }
  }
}
