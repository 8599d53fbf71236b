package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class EarlyEndsOnProcessesTest extends EarlyEndsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
