package io.processpool.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldChangeOneThingAndKeepTheOthers() {
    JobOptions options =
        JobOptions.defaults()
            .chunkSize(16)
            .window(64)
            .maxAttempts(1)
            .onError(OnError.FINISH)
            .seed(9)
            .label("resize")
            .sizeHint(100);
    assertThat(options.chunkSize()).hasValue(16);
    assertThat(options.window()).hasValue(64);
    assertThat(options.maxAttempts()).isEqualTo(1);
    assertThat(options.onError()).isEqualTo(OnError.FINISH);
    assertThat(options.seed()).hasValue(9);
    assertThat(options.label()).isEqualTo("resize");
    assertThat(options.sizeHint()).hasValue(100);
    assertThat(options.automaticChunkSize().chunkSize()).isEmpty();
    assertThat(JobOptions.defaults().chunkSize()).isEmpty();
  }

  @Test
  void shouldRefuseNumbersOutOfRangeWithTheirValue() {
    JobOptions options = JobOptions.defaults();
    refused(() -> options.chunkSize(0), "chunkSize: 0 (expected: 1 or more");
    refused(() -> options.window(-1), "window: -1 (expected: 1 or more");
    refused(() -> options.maxAttempts(0), "maxAttempts: 0 (expected: 1 or more)");
    refused(() -> options.sizeHint(-1), "sizeHint: -1 (expected: 0 or more)");
  }

  @Test
  void shouldTakeTheLargestHintThereIs() {
    assertThat(JobOptions.defaults().sizeHint(Long.MAX_VALUE).sizeHint()).hasValue(Long.MAX_VALUE);
  }
}
