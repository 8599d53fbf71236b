package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.processpool.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables of the environment that change every JVM. */
@Tag("process")
class VariablesTest {

  @TempDir Path base;
  private Program program;
  private Path list;

  @BeforeEach
  void prepare() throws IOException {
    program = new Program(base);
    // The test's own locale may not be able to name it.
    Process shell =
        new ProcessBuilder("sh", "-c", "printf 12345 > \"$(printf 't\\303\\274r.wav')\"")
            .directory(base.toFile())
            .start();
    assertThat(waitFor(shell)).isZero();
    list = Files.writeString(base.resolve("list"), base + "/t\u00fcr.wav", StandardCharsets.UTF_8);
  }

  private static int waitFor(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Program.Ended run() throws Exception {
    Path classes = Code.classes(base.resolve("classes"), VariablesMain.class);
    return program.run(
        "-cp", Code.join(Code.library()) + ":" + classes, VariablesMain.class.getName(), "list");
  }

  /** A debugger's port lets one JVM start only, and a heap replaces the workers'. */
  @Test
  void shouldKeepOptionsForEveryJvmFromTheWorkers() throws Exception {
    Path classes = Code.classes(base.resolve("agent"), AgentMain.class);
    Map<String, String> attributes = Map.of("Premain-Class", AgentMain.class.getName());
    Path agent = Code.jar(base.resolve("agent.jar"), attributes, List.of(classes));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    program
        .variable(
            "JAVA_TOOL_OPTIONS",
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port)
        .variable("_JAVA_OPTIONS", "-Xmx99m -ea:org.example...")
        .variable("JDK_JAVA_OPTIONS", "-javaagent:" + agent + " --enable-preview");

    Program.Ended ended = run();

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("size 5\n", "options []\n");
    assertThat(line(ended, "heap ")).isNotEqualTo("99").isNotEqualTo("96");
    assertThat(line(ended, "flags "))
        .doesNotContain("jdwp", "javaagent", "-Xmx99m")
        .containsOnlyOnce("-ea:org.example...")
        .containsOnlyOnce("--enable-preview");
    assertThat(ended.err()).containsOnlyOnce("agent is here").doesNotContain("worker.err");
  }

  private static String line(Program.Ended ended, String beginning) {
    return ended
        .out()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .findFirst()
        .orElseThrow();
  }

  /** The program cannot name such a file itself, but its workers can; what they print is UTF-8. */
  @Test
  void shouldOpenFilesOfAnyNameThoughTheLocaleIsC() throws Exception {
    program.variable("LC_ALL", "C").flags("-Dfile.encoding=ISO-8859-1");
    program.variable("HOME", "/nonexistent").variable("USER", null);

    Program.Ended ended = run();

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("size 5\n");
    assertThat(ended.err()).isEqualTo("INFO io.processpool.worker.out - p1/w0: t\u00fcr\n");
  }

  @Test
  @Tag("long")
  void shouldSayWhichLimitIsTooLow() throws Exception {
    Path classes = Code.classes(base.resolve("classes"), EveryWorkerMain.class);
    String path = Code.join(Code.library()) + ":" + classes;

    Program.Ended ended =
        program
            .under("sh", "-c", "ulimit -n 80; exec \"$@\"", "sh")
            .run("-cp", path, EveryWorkerMain.class.getName(), "60");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err())
        .contains("WorkerStartException: p1: cannot start worker ")
        .contains("Too many open files")
        .contains("; raise the limit of open files (ulimit -n)\n");
  }

  /** From 17 to 25 and back, where both are installed. */
  @Test
  void shouldRunWorkersOnEveryOtherJavaOfThisMachine() throws IOException {
    Set<Path> homes = new HashSet<>();
    Path installed = Path.of("/usr/lib/jvm");
    try (Stream<Path> all = Files.isDirectory(installed) ? Files.list(installed) : Stream.of()) {
      for (Path home : all.filter(each -> Files.isExecutable(Program.java(each))).toList()) {
        homes.add(home.toRealPath());
      }
    }
    homes.remove(Path.of(System.getProperty("java.home")).toRealPath());
    assumeThat(homes).isNotEmpty();
    for (Path home : homes) {
      try (Pool pool = Pool.builder().workers(1).javaHome(home).open()) {
        String used = pool.apply(x -> System.getProperty("java.home"), 0);
        assertThat(Path.of(used).toRealPath()).isEqualTo(home);
        assertThat(pool.map(x -> x * x, List.of(1, 2, 3))).containsExactly(1, 4, 9);
      }
    }
  }
}
