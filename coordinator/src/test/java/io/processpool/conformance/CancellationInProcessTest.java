package io.processpool.conformance;

class CancellationInProcessTest extends CancellationContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
