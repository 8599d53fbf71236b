package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that was compiled in memory: no other JVM can load it, and the pool says so. */
@Tag("process")
class InMemoryCodeTest {

  private static final String CALL = "pool.map(x -> x * x, java.util.List.of(1, 2, 3))";

  @TempDir Path base;

  private static void assertRefused(String text, String type) {
    assertThat(text)
        .contains("function cannot be sent: ")
        .contains("class " + type)
        .contains("compiled in memory by the source launcher or JShell")
        .contains("compile it into a folder of the class path (javac -d)");
  }

  @Test
  void shouldRefuseFunctionsOfTheSourceLauncher() throws Exception {
    Path source =
        Files.writeString(
            base.resolve("Single.java"),
            """
            class Single {
              public static void main(String[] arguments) {
                try (var pool = io.processpool.Pool.open(1)) {
                  System.out.println(%s);
                }
              }
            }
            """
                .formatted(CALL));

    Program.Ended ended =
        new Program(base).run("-cp", Code.join(Code.library()), source.toString());

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertRefused(ended.err(), "Single");
  }

  @Test
  @Tag("long")
  void shouldRefuseFunctionsOfJShell() throws Exception {
    Path script =
        Files.writeString(
            base.resolve("script.jsh"),
            """
            var pool = io.processpool.Pool.open(1)
            System.out.println(%s)
            pool.close()
            /exit
            """
                .formatted(CALL));
    Path jshell = Program.ownJava().resolveSibling("jshell");

    Program.Ended ended =
        new Program(base)
            .runCommand(
                List.of(
                    jshell.toString(),
                    "-J-Djava.util.prefs.userRoot=" + base,
                    "-R-Dlogback.configurationFile=" + base.resolve("logging.xml"),
                    "--class-path",
                    Code.join(Code.library()),
                    script.toString()));

    assertRefused(ended.out() + ended.err(), "REPL.");
  }
}
