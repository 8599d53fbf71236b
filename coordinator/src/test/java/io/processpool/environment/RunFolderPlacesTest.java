package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Temporary folders that are too long, full or cannot be written. Full and read-only ones are
 * mounts in a namespace of the program's own, for which this system must let the tests.
 */
@Tag("process")
@Tag("once")
class RunFolderPlacesTest {

  private static final String FULL = "mount -t tmpfs -o size=64k none \"$1\"; ";
  private static final String EMPTY = "mount -t tmpfs none \"$1\"; ";
  private static final String FILL = "head -c 65536 /dev/zero >\"$1\"/file; ";
  private static final String READ_ONLY = "mount --bind /tmp /tmp; mount -o remount,ro,bind /tmp; ";

  @TempDir Path base;
  private Program program;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    program = new Program(base);
    folder = Files.createDirectory(base.resolve("x".repeat(120)));
    program.variable("XDG_RUNTIME_DIR", folder.toString()).variable("TMPDIR", null);
  }

  private Program.Ended run() throws Exception {
    List<Path> entries = new ArrayList<>(Code.library());
    entries.add(Code.classes(base.resolve("classes"), SquaresMain.class));
    return program.run("-cp", Code.join(entries), SquaresMain.class.getName());
  }

  /** Mounts, then becomes the program; where nothing is temporary but /tmp and the folder. */
  private void inNamespace(String mounts) throws Exception {
    List<String> words = List.of("unshare", "-m", "sh", "-c");
    List<String> probe = new ArrayList<>(words);
    probe.addAll(List.of(READ_ONLY + EMPTY, "sh", folder.toString()));
    assumeThat(base).startsWith(Path.of("/tmp"));
    assumeThat(isSuccess(probe)).as("may mount").isTrue();
    String script = mounts + "shift; exec \"$@\"";
    program.under(words.toArray(String[]::new)).under(script, "sh", folder.toString());
  }

  private static boolean isSuccess(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private static void assertWorks(Program.Ended ended) {
    assertThat(ended).isEqualTo(new Program.Ended(0, SquaresMain.OUTPUT, ""));
  }

  /** One line tells of it. */
  private static void assertWorksElsewhere(Program.Ended ended, String reason) {
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).isEqualTo(SquaresMain.OUTPUT);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .contains("WARN")
        .contains("run folder is in ")
        .contains(reason);
  }

  @Test
  void shouldGoElsewhereWhenThePathWouldBeTooLongForASocket() throws Exception {
    program.flags("-Djava.io.tmpdir=" + folder).variable("TMPDIR", folder.toString());

    assertWorks(run());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldListenOnLoopbackWhenThereIsOnlyALongPath() throws Exception {
    inNamespace(READ_ONLY + EMPTY);

    assertWorksElsewhere(run(), "Read-only file system");
  }

  @Test
  void shouldGoElsewhereWhenTheFirstChoiceIsFull() throws Exception {
    folder = Files.createDirectory(base.resolve("full"));
    program.variable("XDG_RUNTIME_DIR", folder.toString());
    inNamespace(FULL + FILL);

    assertWorksElsewhere(run(), "no 256 KiB of space in " + folder);
  }

  @Test
  void shouldRefuseWhenNothingCanBeWritten() throws Exception {
    inNamespace(READ_ONLY);

    assertRefused(run(), "/tmp/processpool-", "Read-only file system");
  }

  @Test
  void shouldRefuseWhenAllThatCanBeWrittenIsFull() throws Exception {
    inNamespace(READ_ONLY + FULL + FILL);

    assertRefused(run(), "no 256 KiB of space in " + folder + ": No space left on device");
  }

  private static void assertRefused(Program.Ended ended, String... reasons) {
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err())
        .contains("WorkerStartException: p1: workers cannot be started: cannot make a run folder: ")
        .contains(reasons)
        .contains("; set XDG_RUNTIME_DIR or TMPDIR to a folder with space that can be written");
  }
}
