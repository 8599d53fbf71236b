package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spring Boot's jars of jars, with its own launchers of both generations. */
@Tag("process")
class SpringBootTest {

  private static final String PACKAGE = "org.springframework.boot.loader.";

  @TempDir Path base;

  private Path bootJar(String loader, String launcher) throws IOException {
    Path content = base.resolve("content");
    Code.jars(content.resolve("BOOT-INF/lib"));
    Code.classes(content.resolve("BOOT-INF/classes"), SquaresMain.class);
    Path launchers = Path.of("target", "spring-boot-loaders", loader + ".jar").toAbsolutePath();
    assertThat(launchers).as("put there by the build").isRegularFile();
    Map<String, String> attributes =
        Map.of(
            "Main-Class",
            PACKAGE + launcher,
            "Start-Class",
            SquaresMain.class.getName(),
            "Spring-Boot-Classes",
            "BOOT-INF/classes/",
            "Spring-Boot-Lib",
            "BOOT-INF/lib/");
    return Code.jar(base.resolve("a b.jar"), attributes, List.of(content, launchers));
  }

  private static void assertWorks(Program.Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended).isEqualTo(new Program.Ended(0, SquaresMain.OUTPUT, ""));
  }

  @ParameterizedTest(name = "{0} loader, {1}")
  @CsvSource({"new, launch.JarLauncher", "old, JarLauncher"})
  void shouldRunFromAJarOfJars(String loader, String launcher) throws Exception {
    Path jar = bootJar(loader, launcher);

    assertWorks(new Program(base).run("-jar", jar.getFileName().toString()));
  }

  /** The application's own choice of more class path holds for its workers. */
  @Test
  @Tag("long")
  void shouldRunWithMoreClassPathThanTheJar() throws Exception {
    Path jar = bootJar("new", "launch.PropertiesLauncher");
    Path more = Code.classes(base.resolve("more"), CubesMain.class);

    Program.Ended ended =
        new Program(base)
            .run(
                "-Dloader.path=" + more,
                "-Dloader.main=" + CubesMain.class.getName(),
                "-cp",
                jar.toString(),
                PACKAGE + "launch.PropertiesLauncher");

    assertThat(ended).isEqualTo(new Program.Ended(0, CubesMain.OUTPUT, ""));
  }

  @ParameterizedTest(name = "{0} loader, {1}")
  @CsvSource({"new, launch.JarLauncher", "old, JarLauncher"})
  @Tag("long")
  void shouldRunFromAnUnpackedJarOfJars(String loader, String launcher) throws Exception {
    Path folder = Code.extract(bootJar(loader, launcher), base.resolve("unpacked"));
    Files.delete(base.resolve("a b.jar"));

    assertWorks(new Program(base).run("-cp", folder.toString(), PACKAGE + launcher));
  }
}
