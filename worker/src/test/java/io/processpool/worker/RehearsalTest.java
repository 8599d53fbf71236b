package io.processpool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.codec.HandshakeProof;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                Rehearsal.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    try {
      process.getOutputStream().write(new byte[HandshakeProof.SECRET_BYTES]);
      process.getOutputStream().flush();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("output.txt")).content().isEmpty();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readString(classes))
          .contains(
              "io.processpool.worker.run.FunctionCall ",
              "io.processpool.payload.PayloadKryo ",
              "io.processpool.message.Goodbye ");
    } finally {
      process.destroyForcibly();
    }
  }
}
