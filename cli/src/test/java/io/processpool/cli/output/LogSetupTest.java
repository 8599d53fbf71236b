package io.processpool.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.options.LogFormat;
import io.processpool.cli.options.LogLevel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogSetupTest {

  private static final Logger IPC = LoggerFactory.getLogger("io.processpool.ipc");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void countersAreKeyAndValueInText() {
    LogSetup.configure(LogFormat.TEXT, LogLevel.INFO, false, err);
    logCounters();

    assertThat(err())
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  io\\.processpool\\.ipc - job done"
                + " job=j1 worker=0 bytes_out=4096 encode_ms=1\\.5\\R");
  }

  @Test
  void countersAreNumericFieldsInJson() {
    LogSetup.configure(LogFormat.JSON, LogLevel.INFO, false, err);
    logCounters();

    JsonNode event = JsonMapper.shared().readTree(err());
    assertThat(event.get("job").asString()).isEqualTo("j1");
    assertThat(event.get("worker").isIntegralNumber()).isTrue();
    assertThat(event.get("bytes_out").isIntegralNumber()).isTrue();
    assertThat(event.get("bytes_out").asLong()).isEqualTo(4096);
    assertThat(event.get("encode_ms").isNumber()).isTrue();
    assertThat(event.get("level").asString()).isEqualTo("INFO");
    assertThat(event.get("logger_name").asString()).isEqualTo("io.processpool.ipc");
  }

  @Test
  void theLevelDecidesAndNettyStaysQuietUntilTrace() {
    LogSetup.configure(LogFormat.TEXT, LogLevel.WARN, false, err);
    logCounters();
    assertThat(err()).isEmpty();

    LogSetup.configure(LogFormat.TEXT, LogLevel.DEBUG, false, err);
    assertThat(IPC.isDebugEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("io.netty.x").isDebugEnabled()).isFalse();
    LogSetup.configure(LogFormat.TEXT, LogLevel.TRACE, false, err);
    assertThat(LoggerFactory.getLogger("io.netty.x").isTraceEnabled()).isTrue();
  }

  @Test
  void shouldLeaveOutWhatIsANoticeUntilDebug() {
    LogSetup.configure(LogFormat.TEXT, LogLevel.INFO, false, err);
    LogSetup.leaveOut("io.processpool.ipc");
    logCounters();
    assertThat(err()).isEmpty();

    LogSetup.configure(LogFormat.TEXT, LogLevel.DEBUG, false, err);
    LogSetup.leaveOut("io.processpool.ipc");
    logCounters();
    assertThat(err()).contains("job done");
  }

  @Test
  void stackTracesAreShownOnlyWhenWanted() {
    for (LogFormat format : LogFormat.values()) {
      err.reset();
      LogSetup.configure(format, LogLevel.INFO, false, err);
      IPC.warn("lost", new IllegalStateException("why"));
      assertThat(err()).contains("lost").doesNotContain("\tat ", "\\tat ", "LogSetupTest.stack");
      LogSetup.configure(format, LogLevel.INFO, true, err);
      IPC.warn("lost", new IllegalStateException("why"));
      assertThat(err()).contains("IllegalStateException: why", "LogSetupTest.stackTraces");
    }
  }

  private static void logCounters() {
    IPC.atInfo()
        .addKeyValue("job", "j1")
        .addKeyValue("worker", 0)
        .addKeyValue("bytes_out", 4096L)
        .addKeyValue("encode_ms", 1.5)
        .log("job done");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
