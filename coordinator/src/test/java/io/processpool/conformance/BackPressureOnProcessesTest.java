package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class BackPressureOnProcessesTest extends BackPressureContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
