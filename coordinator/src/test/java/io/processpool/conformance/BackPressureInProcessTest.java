package io.processpool.conformance;

class BackPressureInProcessTest extends BackPressureContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
