package io.processpool.conformance;

import org.junit.jupiter.api.Tag;

@Tag("process")
class HostileExceptionsOnProcessesTest extends HostileExceptionsContract {

  @Override
  Backend backend() {
    return Backend.PROCESSES;
  }
}
