package io.processpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.codec.HandshakeProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
@Timeout(60)
class RehearsalTest {

  @TempDir Path folder;

  /** What it does not load is not in the archive, and costs every worker its start. */
  @Test
  void shouldLoadWhatItemsNeedAndEndInOrder() throws Exception {
    Path classes = folder.resolve("classes.txt");
    rehearse(Rehearsal.class, "-Xlog:class+load:file=" + classes);
    assertThat(Files.readString(classes))
        .contains(
            "io.processpool.worker.run.FunctionCall ",
            "io.processpool.payload.PayloadKryo ",
            "io.processpool.message.Goodbye ");
  }

  /** A JVM that ended itself while it writes the archive would leave none. */
  @Test
  @Tag("once")
  void shouldTakeItsTimeToEnd() throws Exception {
    rehearse(SlowEnd.class);
  }

  private void rehearse(Class<?> main, String... flags) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:TieredStopAtLevel=1");
    words.addAll(List.of(flags));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(main.getName(), folder.toString()));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      process.getOutputStream().write(new byte[HandshakeProof.SECRET_BYTES]);
      process.getOutputStream().flush();
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("output.txt")).content().isEmpty();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Ends longer than any worker may whose coordinator cannot be seen to live. */
  static final class SlowEnd {

    private static final long SECONDS = 12;

    private SlowEnd() {}

    public static void main(String[] arguments) throws Exception {
      Runtime.getRuntime().addShutdownHook(new Thread(SlowEnd::await, "slow-end"));
      Rehearsal.main(arguments);
    }

    private static void await() {
      try {
        new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
