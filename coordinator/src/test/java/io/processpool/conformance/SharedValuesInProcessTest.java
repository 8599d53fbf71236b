package io.processpool.conformance;

class SharedValuesInProcessTest extends SharedValuesContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
