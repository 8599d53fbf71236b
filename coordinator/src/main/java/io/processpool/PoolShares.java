package io.processpool;

import io.processpool.api.PoolException;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnsendableException;
import io.processpool.result.FailureTranslator;
import io.processpool.share.SharedStore;
import io.processpool.task.Shared;
import io.processpool.task.SharedBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a pool shares, with the errors its users see. Thread-safe. */
final class PoolShares {

  private final String pool;
  private final FailureTranslator failures;
  private final SharedStore store = new SharedStore();

  PoolShares(String pool, FailureTranslator failures) {
    this.pool = pool;
    this.failures = failures;
  }

  /** Knows the handles, for whoever encodes and decodes. */
  SharedStore store() {
    return store;
  }

  <V extends @Nullable Object> Shared<V> share(
      V value, @Nullable Path folder, PayloadSettings coding) {
    try {
      return store.add(value, folder, coding);
    } catch (UnsendableException e) {
      throw failures.notSendable("shared value", e.problem(), e.getCause());
    } catch (IOException e) {
      throw notWritten(folder, e);
    }
  }

  SharedBuffer shareBuffer(ByteBuffer bytes, @Nullable Path folder) {
    try {
      return store.addBuffer(bytes, folder);
    } catch (IOException e) {
      throw notWritten(folder, e);
    }
  }

  private PoolException notWritten(@Nullable Path folder, IOException e) {
    return new PoolException(
        pool,
        "a shared value cannot be written to "
            + folder
            + ": "
            + e.getMessage()
            + "; make room there, or set XDG_RUNTIME_DIR to a folder on a larger disk",
        e);
  }
}
