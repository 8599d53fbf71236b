package io.processpool.conformance;

class RetryInProcessTest extends RetryContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
