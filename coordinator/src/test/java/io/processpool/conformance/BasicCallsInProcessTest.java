package io.processpool.conformance;

class BasicCallsInProcessTest extends BasicCallsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
