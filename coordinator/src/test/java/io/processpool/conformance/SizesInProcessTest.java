package io.processpool.conformance;

class SizesInProcessTest extends SizesContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
