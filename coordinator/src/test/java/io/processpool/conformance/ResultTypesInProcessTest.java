package io.processpool.conformance;

class ResultTypesInProcessTest extends ResultTypesContract {
  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
