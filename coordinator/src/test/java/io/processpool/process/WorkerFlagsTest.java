package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerFlagsTest {

  private static final WorkerShare SHARE = new WorkerShare(256L << 20, 2, Optional.empty());

  @Test
  void shouldSliceHeapAndProcessors() {
    assertThat(flags(17, List.of(), List.of()))
        .contains(
            "-Xmx268435456",
            "-Xms12582912",
            "-XX:NewSize=8388608",
            "-XX:MaxDirectMemorySize=268435456",
            "-XX:ActiveProcessorCount=2",
            "-XX:+UseSerialGC",
            "-XX:ErrorFile=/run/hs_err_%p.log");
  }

  @Test
  void shouldLeaveOutFlagsThatAnOlderJavaRefuses() {
    assertThat(flags(17, List.of(), List.of())).noneMatch(flag -> flag.startsWith("--"));
    assertThat(flags(23, List.of(), List.of())).noneMatch(flag -> flag.startsWith("--"));
    assertThat(flags(24, List.of(), List.of())).contains("--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void shouldTouchNoModulesUnlessTheCoordinatorDoes() {
    assertThat(flags(25, List.of(), List.of()))
        .filteredOn(flag -> flag.startsWith("--"))
        .containsExactly("--sun-misc-unsafe-memory-access=allow");
    assertThat(flags(25, List.of("--enable-native-access=org.example.app"), List.of()))
        .endsWith("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void shouldSpareWorkersTheSearchForSelectors() {
    String named = "-Djava.nio.channels.spi.SelectorProvider=";
    assertThat(flags(17, List.of(), List.of()))
        .filteredOn(flag -> flag.startsWith(named))
        .containsExactly(named + SelectorProvider.provider().getClass().getName());
    assertThat(flags(17, List.of(), List.of(named + "org.example.Own")))
        .endsWith(named + "org.example.Own");
  }

  @Test
  void shouldPutTheFlagsOfTheUserLast() {
    assertThat(flags(25, List.of("-ea"), List.of("-Dmine=1", "-da")))
        .endsWith("-ea", "-Dmine=1", "-da");
  }

  @Test
  void shouldMakeRoomForAHeapOrACollectorOfTheUser() {
    assertThat(flags(17, List.of(), List.of("-Xmx8m")))
        .filteredOn(flag -> flag.startsWith("-Xm"))
        .containsExactly("-Xmx8m");
    assertThat(flags(17, List.of(), List.of("-XX:MaxRAMPercentage=10")))
        .noneMatch(flag -> flag.startsWith("-Xm"));
    assertThat(flags(17, List.of(), List.of("-XX:+UseZGC")))
        .contains("-XX:+UseZGC")
        .doesNotContain("-XX:+UseSerialGC", "-XX:NewSize=8388608");
  }

  @Test
  void shouldMakeRoomForAYoungGenerationOfTheUser() {
    for (String young :
        List.of("-Xmn4m", "-XX:MaxNewSize=4m", "-XX:NewSize=1m", "-XX:NewRatio=9")) {
      assertThat(flags(17, List.of(), List.of(young)))
          .filteredOn(flag -> flag.contains("-Xmn") || flag.contains("New"))
          .containsExactly(young);
    }
  }

  @Test
  void shouldKeepItsHeapWhereTheUserOnlySaysHowItBreathes() {
    assertThat(flags(17, List.of(), List.of("-XX:MaxHeapFreeRatio=60", "-XX:MinHeapFreeRatio=9")))
        .contains("-Xmx268435456", "-Xms12582912");
    assertThat(flags(17, List.of(), List.of("-XX:InitialHeapSize=9m")))
        .noneMatch(flag -> flag.startsWith("-Xm"));
  }

  @Test
  void shouldLeaveASmallHeapToTheJvm() {
    WorkerShare small = new WorkerShare(16L << 20, 2, Optional.empty());
    assertThat(WorkerFlags.of(new WorkerJvm(Path.of("java"), 17), small, "e", List.of(), List.of()))
        .contains("-Xmx16777216", "-Xms12582912")
        .noneMatch(flag -> flag.startsWith("-XX:NewSize"));
  }

  @Test
  void shouldLetTheJvmCountProcessorsWhenThereIsNoReasonToLimitThem() {
    WorkerShare whole = new WorkerShare(64 << 20, 0, Optional.empty());
    assertThat(WorkerFlags.of(new WorkerJvm(Path.of("java"), 17), whole, "e", List.of(), List.of()))
        .noneMatch(flag -> flag.contains("ActiveProcessorCount"));
  }

  @Test
  void shouldCopyOnlyWhatIsAllowed() {
    assertThat(
            CopiedFlags.from(
                List.of(
                    "-agentlib:jdwp=transport=dt_socket,address=5005",
                    "-javaagent:/x.jar",
                    "-Xmx12g",
                    "-Dcom.sun.management.jmxremote.port=9010",
                    "-XX:StartFlightRecording",
                    "-Xlog:gc:file=gc.log",
                    "-Dsecret=1",
                    "-Dio.netty.leakDetection.level=paranoid",
                    "-ea",
                    "-ea:org.example...",
                    "-da:org.example.Slow",
                    "-esa",
                    "--enable-preview",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED")))
        .containsExactly(
            "-Dio.netty.leakDetection.level=paranoid",
            "-ea",
            "-ea:org.example...",
            "-da:org.example.Slow",
            "-esa",
            "--enable-preview",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  @Test
  void shouldTurnOpeningsToModulesIntoOpeningsToTheClassPath() {
    assertThat(
            CopiedFlags.from(
                List.of(
                    "--add-opens=java.base/java.nio=org.example.app,org.example.lib",
                    "--add-opens=java.base/java.util=java.sql,org.example.app",
                    "--add-exports=org.example.app/org.example.inside=ALL-UNNAMED",
                    "--add-reads=java.base=ALL-UNNAMED",
                    "--add-modules=jdk.httpserver,org.example.app",
                    "--add-modules=ALL-MODULE-PATH",
                    "--add-modules=ALL-SYSTEM")))
        .containsExactly(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=java.sql,ALL-UNNAMED",
            "--add-reads=java.base=ALL-UNNAMED",
            "--add-modules=jdk.httpserver",
            "--add-modules=ALL-SYSTEM");
  }

  private static List<String> flags(int feature, List<String> ofCoordinator, List<String> ofUser) {
    WorkerJvm jvm = new WorkerJvm(Path.of("/jdk/bin/java"), feature);
    return WorkerFlags.of(jvm, SHARE, "/run/hs_err_%p.log", ofCoordinator, ofUser);
  }
}
