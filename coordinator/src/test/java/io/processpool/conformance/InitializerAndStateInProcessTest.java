package io.processpool.conformance;

class InitializerAndStateInProcessTest extends InitializerAndStateContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
