package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
@Tag("once")
class OrderlyEndsOnProcessesTest extends OrderlyEndsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
