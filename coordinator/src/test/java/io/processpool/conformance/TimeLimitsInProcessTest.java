package io.processpool.conformance;

class TimeLimitsInProcessTest extends TimeLimitsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
