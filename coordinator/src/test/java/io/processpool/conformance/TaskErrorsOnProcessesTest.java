package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class TaskErrorsOnProcessesTest extends TaskErrorsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
