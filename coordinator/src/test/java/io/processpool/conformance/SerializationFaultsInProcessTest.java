package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.Pool;
import io.processpool.api.PoolBrokenException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SerializationFaultsInProcessTest extends SerializationFaultsContract {

  @Override
  Backend backend() {
    return Backend.THREADS;
  }

  /** As if there were no memory left to write it. */
  private static final class TooMuch implements Serializable {

    private void writeObject(ObjectOutputStream out) {
      throw new OutOfMemoryError("test");
    }
  }

  @Test
  @DisplayName("no memory to write a result: the thread ends, and with it the pool; nobody waits")
  void shouldBreakWhereAResultCannotBeWrittenForLackOfMemory() {
    Pool own = backend().open(1);
    assertThatThrownBy(() -> own.map(x -> new TooMuch(), List.of(1)))
        .isInstanceOf(PoolBrokenException.class)
        .hasMessageContaining("a thread that runs tasks failed: java.lang.OutOfMemoryError: test");
    own.close();
  }
}
