package io.processpool.conformance;

class OrderlyEndsInProcessTest extends OrderlyEndsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
