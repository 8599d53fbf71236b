package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class BasicCallsOnProcessesTest extends BasicCallsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
