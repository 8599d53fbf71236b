package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerJvmTest {

  @TempDir Path home;

  @Test
  void shouldFindTheJavaThatRunsThisTest() {
    WorkerJvm jvm = WorkerJvm.current();

    assertThat(jvm.java()).isExecutable();
    assertThat(jvm.feature()).isEqualTo(Runtime.version().feature());
    assertThat(WorkerJvm.of(Path.of(System.getProperty("java.home")))).isEqualTo(jvm);
  }

  @Test
  void shouldReadTheVersionOfAnotherJdk() throws IOException {
    installJava();

    assertThat(withRelease("JAVA_VERSION=\"25.0.1\"\nOS_NAME=\"Linux\"\n").feature()).isEqualTo(25);
    assertThat(withRelease("JAVA_VERSION=\"21\"\n").feature()).isEqualTo(21);
    assertThat(withRelease("IMPLEMENTOR=\"nobody\"\n").feature()).isEqualTo(17);
  }

  @Test
  void shouldRefuseAJdkThatIsTooOld() throws IOException {
    installJava();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withRelease("JAVA_VERSION=\"1.8.0_402\"\n"))
        .withMessageContaining("too old: 8")
        .withMessageContaining("17 or later");
  }

  @Test
  void shouldRefuseAFolderWithoutJava() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WorkerJvm.of(home))
        .withMessage("invalid javaHome: " + home + " (expected: a JDK or JRE with bin/java)");
  }

  @Test
  void shouldUseTheRunningProgramOnlyWhenItIsAJava() throws IOException {
    Path java = installJava();
    assertThat(WorkerJvm.find("/nowhere", Optional.of(java.toString()))).isEqualTo(java);

    assertThatThrownBy(() -> WorkerJvm.find("/nowhere", Optional.of("/bin/sh")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.home=/nowhere")
        .hasMessageContaining("/bin/sh")
        .hasMessageEndingWith("name a JDK with javaHome");
  }

  private Path installJava() throws IOException {
    Path java = home.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.createFile(
        java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    return java;
  }

  private WorkerJvm withRelease(String text) throws IOException {
    Files.writeString(home.resolve("release"), text);
    return WorkerJvm.of(home);
  }
}
