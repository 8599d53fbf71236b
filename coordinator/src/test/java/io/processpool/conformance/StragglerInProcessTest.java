package io.processpool.conformance;

class StragglerInProcessTest extends StragglerContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
