package io.processpool.conformance;

class TaskErrorsInProcessTest extends TaskErrorsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
