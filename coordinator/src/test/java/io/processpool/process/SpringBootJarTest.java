package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With real launchers: {@code environment.SpringBootTest}. */
class SpringBootJarTest {

  @TempDir Path base;

  private Path jar(String... names) throws IOException {
    Path jar = base.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
      }
    }
    return jar;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.springframework.boot.loader.launch.PropertiesLauncher",
        "org.springframework.boot.loader.PropertiesLauncher"
      })
  void shouldStartWorkersThroughTheLauncherInTheJar(String launcher) throws Exception {
    List<Path> classPath = List.of(jar("BOOT-INF/", launcher.replace('.', '/') + ".class"));
    WorkerCommand plain =
        new WorkerCommand(Path.of("java"), List.of("-ea"), classPath, "Main", List.of("7"));

    WorkerCommand command = SpringBootJar.in(classPath, List.of()).orElseThrow().launch(plain);

    assertThat(command.jvmFlags()).containsExactly("-ea", "-Dloader.main=Main");
    assertThat(command.classPath()).isEqualTo(classPath);
    assertThat(command.mainClass()).isEqualTo(launcher);
    assertThat(command.arguments()).containsExactly("7");
  }

  @Test
  void shouldRefuseAJarWithoutALauncherAndSayHowToExtractIt() throws Exception {
    Path jar = jar("BOOT-INF/classes/");

    assertThatThrownBy(() -> SpringBootJar.in(List.of(jar), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(jar.toString())
        .hasMessageContaining("-Djarmode=tools");
  }

  @Test
  void shouldLeaveAPlainClassPathAlone() throws Exception {
    Path plain = jar("org/example/Main.class");

    assertThat(SpringBootJar.in(List.of(plain), List.of(RunFolder.class))).isEmpty();
    assertThat(SpringBootJar.in(List.of(base, base.resolve("none.jar")), List.of())).isEmpty();
  }
}
