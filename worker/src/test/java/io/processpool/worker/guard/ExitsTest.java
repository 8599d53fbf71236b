package io.processpool.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.ExitCode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@Timeout(60)
class ExitsTest {

  /** Ends as a worker does whose user has replaced standard error. */
  static final class Main {

    public static void main(String[] arguments) {
      System.setErr(
          new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
              if (arguments[0].equals("throws")) {
                throw new IllegalStateException("closed");
              }
              synchronized (this) {
                while (true) {
                  try {
                    wait();
                  } catch (InterruptedException e) {
                    // Blocked for ever.
                  }
                }
              }
            }
          });
      Exits.halt(ExitCode.PROTOCOL_BROKEN, "the reason");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "blocks"})
  void shouldEndWithItsCodeAndReasonWhateverTheUserMadeOfStandardError(String trick)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                trick)
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.PROTOCOL_BROKEN.number());
      assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("processpool worker ends: protocol broken; the reason\n");
    } finally {
      process.destroyForcibly();
    }
  }
}
