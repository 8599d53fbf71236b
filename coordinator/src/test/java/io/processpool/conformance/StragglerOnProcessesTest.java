package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class StragglerOnProcessesTest extends StragglerContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
