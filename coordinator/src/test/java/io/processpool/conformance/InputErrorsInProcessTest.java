package io.processpool.conformance;

class InputErrorsInProcessTest extends InputErrorsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
