package io.processpool.conformance;

class SerializationFaultsInProcessTest extends SerializationFaultsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }
}
