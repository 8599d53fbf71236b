package io.processpool.conformance;

class ResultHandlesInProcessTest extends ResultHandlesContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
