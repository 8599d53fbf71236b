package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class InputErrorsOnProcessesTest extends InputErrorsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
