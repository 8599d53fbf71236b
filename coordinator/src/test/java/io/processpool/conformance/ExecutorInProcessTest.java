package io.processpool.conformance;

class ExecutorInProcessTest extends ExecutorContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
