package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class CancellationOnProcessesTest extends CancellationContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
