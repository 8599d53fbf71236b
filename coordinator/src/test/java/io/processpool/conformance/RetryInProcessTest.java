package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("once")
class RetryInProcessTest extends RetryContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
