package io.processpool.conformance;

class EarlyEndsInProcessTest extends EarlyEndsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
