package io.processpool.environment;

import static io.processpool.environment.ArchiveMain.WITH;
import static io.processpool.environment.ArchiveMain.WITHOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is the matter with the archive, workers start and print nothing about it. */
@Tag("process")
class ArchiveTest {

  @TempDir Path base;
  private Path cache;
  private String classPath;

  @BeforeEach
  void prepare() throws IOException {
    cache = base.resolve("cache");
    List<Path> entries = new ArrayList<>();
    entries.add(Code.classes(base.resolve("classes"), ArchiveMain.class, SquaresMain.class));
    entries.addAll(Code.jars(base.resolve("lib")));
    classPath = Code.join(entries);
  }

  private Program.Ended run(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("-cp", classPath, ArchiveMain.class.getName()));
    line.addAll(List.of(words));
    return program().run(line.toArray(String[]::new));
  }

  private Program program() throws IOException {
    return new Program(base).variable("XDG_CACHE_HOME", cache.toString());
  }

  private static void assertSays(String text, Program.Ended ended) {
    assertThat(ended).isEqualTo(new Program.Ended(0, text, ""));
  }

  private List<Path> archives() throws IOException {
    return ArchiveMain.archives(cache.resolve("processpool"));
  }

  /** With folders on the class path, which a JVM archives no classes of. */
  @Test
  void shouldStartFromTheArchiveThatAnEarlierPoolMade() throws Exception {
    assertSays(WITHOUT, run("stay", "on"));
    assertSays(WITH, run("go", "on"));
    assertSays(WITH, run("go", "on", "-Xmx48m", "-Dsome=thing", "-ea"));
    assertThat(archives()).hasSize(1);

    assertSays(WITHOUT, run("go", "off"));
    assertSays(WITHOUT, run("go", "on", "-Xshare:off"));
  }

  @Test
  void shouldGoOnWithoutAnArchiveThatIsDamaged() throws Exception {
    run("stay", "on");
    Path archive = archives().get(0);
    byte[] bytes = Files.readAllBytes(archive);
    for (int i = bytes.length / 2; i < bytes.length; i += 512) {
      bytes[i]++;
    }
    Files.write(archive, bytes);

    Program.Ended ended = run("stay", "on");
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).isEqualTo(WITHOUT);
    assertThat(ended.err().lines())
        .containsExactly(
            "WARN io.processpool.process.ArchiveStore - archive is damaged and deleted: "
                + archive);
    assertSays(WITH, run("go", "on"));
  }

  @Test
  void shouldMakeAnotherArchiveForAnotherLayoutOfMemory() throws Exception {
    run("stay", "on");
    assertSays(WITHOUT, run("go", "on", "-XX:-UseCompressedOops"));
    assertThat(archives()).hasSize(1);
    assertSays(WITH, run("go", "on"));
  }

  @Test
  void shouldMakeOneArchiveWhenSeveralPoolsStartAtOnce() throws Exception {
    List<CompletableFuture<Program.Ended>> programs =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::stay)).limit(3).toList();

    assertThat(programs)
        .allSatisfy(
            each -> {
              assertThat(each.join().exit()).isZero();
              assertThat(each.join().out()).isIn(WITHOUT, WITH); // one may have come late
              assertThat(each.join().err()).isEmpty();
            });
    assertThat(archives()).hasSize(1);
  }

  private Program.Ended stay() {
    try {
      return run("stay", "on");
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void shouldMakeTheArchiveThoughEveryProgramIsShort() throws Exception {
    for (int i = 0; i < 10 && (i == 0 || archives().isEmpty()); i++) {
      assertSays(WITHOUT, run("take your time", "on"));
    }
    try (Stream<Path> files = Files.list(cache.resolve("processpool"))) {
      assertThat(files).as("a claim that stays tells of a training that failed").hasSize(1);
    }
    assertThat(archives()).hasSize(1);
  }

  @Test
  void shouldWorkWithoutAPlaceForIt() throws Exception {
    Files.writeString(cache, "a file");
    assertSays(WITHOUT, run("go", "on"));
    Files.delete(cache);

    Files.createDirectories(cache.resolve("processpool"));
    Files.setPosixFilePermissions(
        cache.resolve("processpool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertSays(WITHOUT, run("go", "on"));
    assertThat(cache.resolve("processpool")).isEmptyDirectory();
  }
}
