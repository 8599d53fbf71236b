package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerEnvironmentTest {

  @Test
  void shouldRemoveOptionsThatEveryJvmReads() {
    Map<String, String> variables =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket,address=5005",
            "_JAVA_OPTIONS", "-Xmx9g",
            "JDK_JAVA_OPTIONS", "-verbose",
            "HOME", "/home/me");

    assertThat(WorkerEnvironment.of(variables, "UTF-8", Map.of())).containsOnlyKeys("HOME");
  }

  @Test
  void shouldLetTheUserDecideLast() {
    assertThat(
            WorkerEnvironment.of(
                Map.of("JAVA_TOOL_OPTIONS", "a", "HOME", "/home/me"),
                "ANSI_X3.4-1968",
                Map.of("JAVA_TOOL_OPTIONS", "b", "LC_ALL", "de_DE.UTF-8")))
        .containsOnly(
            Map.entry("JAVA_TOOL_OPTIONS", "b"),
            Map.entry("HOME", "/home/me"),
            Map.entry("LC_ALL", "de_DE.UTF-8"));
  }

  @Test
  void shouldGiveTheWorkerALocaleInWhichItCanNameFiles() {
    assertThat(WorkerEnvironment.of(Map.of("LC_ALL", "C"), "ANSI_X3.4-1968", Map.of()))
        .containsOnly(Map.entry("LC_ALL", "C.UTF-8"));
    assertThat(WorkerEnvironment.of(Map.of("LANG", "en_US.UTF-8"), "UTF-8", Map.of()))
        .containsOnly(Map.entry("LANG", "en_US.UTF-8"));
  }
}
