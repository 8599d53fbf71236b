package io.processpool.process;

import static io.processpool.process.Children.exitOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class WorkerLauncherTest {

  @TempDir Path base;
  Children children;

  @BeforeEach
  void open() throws Exception {
    children = new Children(base);
  }

  @AfterEach
  void close() throws Exception {
    children.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blanks", "a\"quote", "it's", "back\\slash", "#number", "new\nline", "tab\there",
        "tür", "@file", "$HOME", "100%p", "-dash", "star*", "*"
      })
  void shouldStartFromAFolderOfAnyName(String name) throws Exception {
    Path folder = copyOfChildMain(base.resolve(name));

    WorkerProcess worker =
        children.start(children.command(List.of(folder), "exit", "9"), Map.of(), new byte[0]);

    assertThat(exitOf(worker)).as("%s", worker.tail()).isEqualTo(9);
  }

  @Test
  void shouldStartWithAClassPathLongerThanOneArgumentMayBe() throws Exception {
    List<Path> entries = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      entries.add(base.resolve("x".repeat(100) + i + ".jar"));
    }
    entries.add(copyOfChildMain(base.resolve("last")));
    assertThat(WorkerClassPath.join(entries).length()).isGreaterThan(131_072);
    assertThat(children.command(entries, "exit", "9").summary())
        .hasSizeLessThan(2000)
        .contains(entries.get(0) + ":…(1500 more) ")
        .endsWith(" exit 9");

    WorkerProcess worker =
        children.start(children.command(entries, "exit", "9"), Map.of(), new byte[0]);

    assertThat(exitOf(worker)).as("%s", worker.tail()).isEqualTo(9);
  }

  /** Surefire and some start scripts hide the class path in the manifest of an empty jar. */
  @Test
  void shouldStartFromAJarThatOnlyNamesOthers() throws Exception {
    Path folder = copyOfChildMain(base.resolve("hidden"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, folder.toUri().toString());
    Path jar = base.resolve("only-manifest.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    List<Path> entries = WorkerClassPath.of(List.of(jar), List.of());

    WorkerProcess worker =
        children.start(children.command(entries, "exit", "9"), Map.of(), new byte[0]);

    assertThat(exitOf(worker)).as("%s", worker.tail()).isEqualTo(9);
  }

  static Stream<Path> javaHomes() throws IOException {
    Path installed = Path.of("/usr/lib/jvm");
    Stream<Path> others = Files.isDirectory(installed) ? Files.list(installed) : Stream.empty();
    return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), others)
        .filter(home -> Files.isExecutable(home.resolve("bin/java")));
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void shouldStartUnderEveryJdkOfThisMachineWithoutAWordOnStandardError(Path home)
      throws Exception {
    WorkerJvm jvm = WorkerJvm.of(home);
    WorkerShare share = WorkerShare.of(4, 64 << 20, new Machine(16, 1 << 30));
    List<String> flags =
        WorkerFlags.of(
            jvm,
            share,
            children.folder.crashFilePattern(),
            List.of("-ea", "--add-opens=java.base/java.nio=ALL-UNNAMED"),
            List.of("-XX:+UseParallelGC"));
    List<Path> classPath = WorkerClassPath.current(List.of(ChildMain.class));
    WorkerCommand command =
        new WorkerCommand(jvm.java(), flags, classPath, ChildMain.class.getName(), List.of());

    WorkerProcess worker = children.start(command.plus("exit", "9"), Map.of(), new byte[0]);

    assertThat(exitOf(worker)).as("%s", worker.tail()).isEqualTo(9);
    assertThat(worker.tail()).isEmpty();
  }

  @Test
  void shouldHandArgumentsOverAsTheyAre() throws Exception {
    List<String> words =
        List.of("", " ", "\"", "\\", "\\n", "a\nb", "a\r\n\t\fb", "#", "'", "@x", "tür", "*", "日");
    WorkerCommand command = children.command("print").plus(words.toArray(String[]::new));

    WorkerProcess worker = children.start(command, Map.of(), new byte[0]);

    assertThat(exitOf(worker)).as("%s", worker.tail()).isZero();
    List<String> arrived =
        worker.tail().stream()
            .map(line -> new String(HexFormat.of().parseHex(line.substring(9)), UTF_8))
            .toList();
    assertThat(arrived).isEqualTo(words);
  }

  @Test
  void shouldPrintALineThatAShellRunsAlike() throws Exception {
    Path folder = copyOfChildMain(base.resolve("it's $HOME \"here\""));
    String line = children.command(List.of(folder), "print", "a b", "'", "$x").toString();

    Process shell = new ProcessBuilder("sh", "-c", line).start();

    String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(
            printed
                .lines()
                .map(hex -> new String(HexFormat.of().parseHex(hex.substring(9)), UTF_8)))
        .containsExactly("a b", "'", "$x");
  }

  @Test
  void shouldApplyHeapProcessorsAndLocale() throws Exception {
    WorkerProcess worker =
        children.start(
            children.command("describe", "tür.wav"), Map.of("LC_ALL", "C.UTF-8"), new byte[0]);

    assertThat(exitOf(worker)).isZero();
    assertThat(worker.tail()).contains("processors 2", "file tür.wav");
    assertThat(Integer.parseInt(children.rest("heap "))).isBetween(56, 64);
  }

  @Test
  void shouldHideTheArgumentFileFromOtherUsers() throws Exception {
    children.start("wait");
    children.rest("waiting");

    Path argFile = children.folder.argFile(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(argFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldSayWhatToDoWhenTheProgramIsMissing() {
    WorkerCommand command =
        new WorkerCommand(Path.of("/nowhere/java"), List.of(), List.of(), "Main", List.of());

    assertThatThrownBy(() -> children.start(command, Map.of(), new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot start worker 1: ")
        .hasMessageContaining("command: /nowhere/java @" + children.folder.argFile(1))
        .hasMessageEndingWith("name a JDK with javaHome");
  }

  @Test
  void shouldSayWhatToDoWhenAVariableIsTooLong() {
    Map<String, String> environment = Map.of("LONG", "x".repeat(200_000));

    assertThatThrownBy(
            () -> children.start(children.command("exit", "0"), environment, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Argument list too long")
        .hasMessageEndingWith("one variable may hold less than 128 KiB");
  }

  @Test
  void shouldSayWhatToDoWhenTheRunFolderIsGone() throws Exception {
    PrivateFiles.deleteTree(children.folder.path());

    assertThatThrownBy(() -> children.start("exit", "0"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("the run folder was deleted; open a new pool");
  }

  @Test
  void shouldTreatAWorkerThatNeverReadsItsTokenAsAnEndLikeOthers() throws Exception {
    WorkerProcess worker = children.start(children.command("exit", "5"), Map.of(), new byte[4096]);

    assertThat(exitOf(worker)).isEqualTo(5);
  }

  private static Path copyOfChildMain(Path folder) throws IOException {
    String name = ChildMain.class.getName().replace('.', '/') + ".class";
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    try (InputStream in = ChildMain.class.getClassLoader().getResourceAsStream(name)) {
      Files.write(target, in.readAllBytes());
    }
    return folder;
  }
}
