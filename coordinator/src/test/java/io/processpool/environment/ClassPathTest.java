package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a program got its classes, its workers have them too. */
@Tag("process")
class ClassPathTest {

  private static final String MAIN = SquaresMain.class.getName();

  @TempDir Path base;
  private Program program;

  @BeforeEach
  void prepare() throws IOException {
    program = new Program(base);
  }

  private static void assertWorks(Program.Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended).isEqualTo(new Program.Ended(0, SquaresMain.OUTPUT, ""));
  }

  private List<Path> entries() throws IOException {
    List<Path> entries = new ArrayList<>(Code.library());
    entries.add(Code.classes(base.resolve("classes"), SquaresMain.class));
    return entries;
  }

  /** One argument ends at 131,072 bytes. IDEs hand over such class paths in a file. */
  @Test
  void shouldRunWithAClassPathThatIsTooLongForAnArgument() throws Exception {
    List<Path> entries = new ArrayList<>();
    for (int i = 0; i < 1400; i++) {
      entries.add(base.resolve("x".repeat(100) + i + ".jar"));
    }
    entries.addAll(entries());
    String path = Code.join(entries);
    assertThat(path.length()).isGreaterThan(131_072);
    Path file = Files.writeString(base.resolve("args.txt"), "-cp \"" + path + "\"\n" + MAIN);

    assertWorks(program.run("@" + file));
  }

  /** Relative entries, a wildcard, and a name with all that shells, URLs and files escape. */
  @Test
  void shouldRunInAFolderOfAnyNameWithRelativeEntriesAndAWildcard() throws Exception {
    Path strange = base.resolve("it's \"my\" back\\slash #1 100%41 tür @x");
    Code.jars(strange.resolve("lib of jars"));
    Code.classes(strange.resolve("classes"), SquaresMain.class);

    program.in(strange).variable("LC_ALL", "C.UTF-8");
    assertWorks(program.run("-cp", "classes:" + "lib of jars" + File.separator + "*", MAIN));
  }

  @Test
  void shouldRunFromAJarWhoseManifestNamesTheOthers() throws Exception {
    String others =
        Code.jars(base.resolve("lib")).stream()
            .map(jar -> "lib/" + jar.getFileName())
            .collect(Collectors.joining(" "));
    Path classes = Code.classes(base.resolve("classes"), SquaresMain.class);
    Path jar = base.resolve("app.jar");
    Code.jar(jar, Map.of("Main-Class", MAIN, "Class-Path", others), List.of(classes));

    assertWorks(program.run("-jar", "app.jar"));
  }

  @Test
  void shouldRunFromAFatJar() throws Exception {
    Code.jar(base.resolve("fat.jar"), Map.of("Main-Class", MAIN), entries());

    assertWorks(program.run("-jar", "fat.jar"));
  }

  /** Plug-in systems, application servers and wrappers of IDEs do that. */
  @Test
  void shouldRunWithALoaderOfItsOwn() throws Exception {
    Path bootstrap = Code.classes(base.resolve("bootstrap"), IsolatedMain.class);
    List<String> words = new ArrayList<>(List.of("-cp", bootstrap.toString()));
    words.addAll(List.of(IsolatedMain.class.getName(), MAIN));
    entries().forEach(entry -> words.add(entry.toString()));

    assertWorks(program.run(words.toArray(String[]::new)));
  }

  @Test
  void shouldRunFromTheModulePath() throws Exception {
    Path modules = base.resolve("modules");
    Code.jars(modules);
    Path classes = Code.classes(base.resolve("classes"), SquaresMain.class);
    Code.jar(modules.resolve("squares.jar"), Map.of(), List.of(classes));

    assertWorks(
        program.run("-p", "modules", "--add-modules", "ALL-MODULE-PATH", "-m", "squares/" + MAIN));
  }
}
