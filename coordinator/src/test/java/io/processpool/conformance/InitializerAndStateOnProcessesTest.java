package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class InitializerAndStateOnProcessesTest extends InitializerAndStateContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
