package io.processpool.conformance;

class ShutdownInProcessTest extends ShutdownContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
