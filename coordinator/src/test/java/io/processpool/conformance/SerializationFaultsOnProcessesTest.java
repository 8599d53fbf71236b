package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class SerializationFaultsOnProcessesTest extends SerializationFaultsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
