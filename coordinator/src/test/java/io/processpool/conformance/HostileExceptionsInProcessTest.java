package io.processpool.conformance;

class HostileExceptionsInProcessTest extends HostileExceptionsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
