package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerClassPathTest {

  @TempDir Path base;

  @Test
  void shouldMakeEveryEntryAbsoluteAndKeepTheOrder() {
    assertThat(entries("lib/b.jar::/opt/a.jar:lib/b.jar", ""))
        .containsExactly(base.resolve("lib/b.jar"), base, Path.of("/opt/a.jar"));
  }

  @Test
  void shouldAddTheModulePathWithTheJarsOfItsFolders() throws IOException {
    Path mods = Files.createDirectories(base.resolve("mods"));
    Path jar = Files.createFile(mods.resolve("one.jar"));
    Files.createFile(mods.resolve("notes.txt"));
    Path exploded = Files.createDirectory(mods.resolve("two"));
    Files.createFile(exploded.resolve("module-info.class"));

    assertThat(entries("main.jar", "mods:three.jar"))
        .containsExactly(base.resolve("main.jar"), jar, exploded, base.resolve("three.jar"));
  }

  @Test
  void shouldHaveNoEntryWhenAModuleRunsWithoutClassPath() {
    Properties properties = properties("", "mods.jar");
    properties.setProperty("jdk.module.main", "org.example.app");

    assertThat(WorkerClassPath.ofProperties(properties)).containsExactly(base.resolve("mods.jar"));
  }

  @Test
  void shouldAddThePlaceOfAnAnchorOnlyWhenItIsMissing() {
    List<Path> whole = WorkerClassPath.current(List.of());
    assertThat(WorkerClassPath.current(List.of(ChildMain.class, String.class)))
        .containsExactlyElementsOf(whole);

    Path other = base.resolve("other.jar");
    assertThat(WorkerClassPath.of(List.of(other), List.of(RunFolder.class, ChildMain.class)))
        .hasSize(3)
        .startsWith(other);
  }

  @Test
  void shouldRefuseAClassThatIsOnlyInMemory() throws Exception {
    Class<?> anchor = new InMemory().define();

    assertThatThrownBy(() -> WorkerClassPath.of(List.of(), List.of(anchor)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only in memory: " + ChildMain.class.getName());
  }

  @Test
  void shouldFindClassesOfOtherLoadersInFoldersWithBlanks() throws Exception {
    Path folder = base.resolve("with blanks");
    Path file = folder.resolve(ChildMain.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, InMemory.bytes());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      Class<?> anchor = loader.loadClass(ChildMain.class.getName());

      assertThat(WorkerClassPath.of(List.of(), List.of(anchor))).containsExactly(folder);
    }
  }

  @Test
  void shouldRefuseAnEntryThatWouldBeReadAsTwo() {
    assertThatThrownBy(() -> WorkerClassPath.of(List.of(base.resolve("a:b")), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a:b (expected: absolute, without ':')");
  }

  private List<Path> entries(String classPath, String modulePath) {
    return WorkerClassPath.ofProperties(properties(classPath, modulePath));
  }

  private Properties properties(String classPath, String modulePath) {
    Properties properties = new Properties();
    properties.setProperty("user.dir", base.toString());
    properties.setProperty("java.class.path", classPath);
    properties.setProperty("jdk.module.path", modulePath);
    return properties;
  }

  private static final class InMemory extends ClassLoader {

    Class<?> define() throws IOException {
      byte[] bytes = bytes();
      return defineClass(ChildMain.class.getName(), bytes, 0, bytes.length);
    }

    static byte[] bytes() throws IOException {
      try (var in = ChildMain.class.getResourceAsStream("ChildMain.class")) {
        return in.readAllBytes();
      }
    }
  }
}
