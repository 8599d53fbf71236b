package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class MemoryOnProcessesTest extends MemoryContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
