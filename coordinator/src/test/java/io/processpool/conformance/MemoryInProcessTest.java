package io.processpool.conformance;

class MemoryInProcessTest extends MemoryContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
