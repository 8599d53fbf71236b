package io.processpool.conformance;

class NestingInProcessTest extends NestingContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
