package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class ResultHandlesOnProcessesTest extends ResultHandlesContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
