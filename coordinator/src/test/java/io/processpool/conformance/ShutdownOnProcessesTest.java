package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class ShutdownOnProcessesTest extends ShutdownContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
