package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class ExecutorOnProcessesTest extends ExecutorContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
