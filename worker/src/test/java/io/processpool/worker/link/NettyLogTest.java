package io.processpool.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.logging.InternalLogger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NettyLogTest {

  private final List<String> lines = new ArrayList<>();
  private final InternalLogger log = new NettyLog("io.netty.Some", lines::add);

  @Test
  void shouldTellErrorsAndWarningsWithTheirArguments() {
    log.error("LEAK: {} was not released, see {}", "a buffer", "there");
    log.warn("odd: {}", 7);
    log.warn("plain {}");

    assertThat(lines)
        .containsExactly(
            "processpool worker: error of io.netty.Some: LEAK: a buffer was not released, see"
                + " there\n",
            "processpool worker: warn of io.netty.Some: odd: 7\n",
            "processpool worker: warn of io.netty.Some: plain {}\n");
  }

  @Test
  void shouldTellWhatWasThrownWithItsCauses() {
    IOException thrown = new IOException("broken", new IllegalStateException("deeper"));
    log.warn("failed: {}", "it", thrown);

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .startsWith("processpool worker: warn of io.netty.Some: failed: it\n" + thrown + "\n\tat ")
        .contains("\n" + thrown.getCause() + "\n\tat ");
  }

  @Test
  void shouldBeSilentBelowWarnings() {
    log.trace("{}", "x");
    log.debug("x");
    log.info("x", new IOException());

    assertThat(lines).isEmpty();
    assertThat(log.isInfoEnabled()).isFalse();
    assertThat(log.isWarnEnabled()).isTrue();
  }
}
