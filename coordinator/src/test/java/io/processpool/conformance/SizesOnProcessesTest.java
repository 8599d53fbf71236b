package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class SizesOnProcessesTest extends SizesContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
