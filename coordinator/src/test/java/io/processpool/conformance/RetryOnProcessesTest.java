package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
@Tag("once")
class RetryOnProcessesTest extends RetryContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
