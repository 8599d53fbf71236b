package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("once")
class TimeLimitsInProcessTest extends TimeLimitsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
