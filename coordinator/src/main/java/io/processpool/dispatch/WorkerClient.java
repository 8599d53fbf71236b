package io.processpool.dispatch;

import io.processpool.backend.WorkerRef;
import io.processpool.message.Message;

/** The coordinator's handle of one worker. Thread-safe; no method blocks. */
public interface WorkerClient {

  /** Which worker. */
  WorkerRef ref();

  /**
   * Takes a message, in order; it leaves with the next {@link #flush}. Touches memory only.
   *
   * @return the bytes it will take on the wire
   */
  long offer(Message message);

  /** Sends what was offered. */
  void flush();

  /** How many bytes have come, those of a message that is not whole yet among them. Any thread. */
  long bytesRead();

  /**
   * Ends the worker's process, because it does not let go of a cancelled item.
   *
   * @param reason for the log
   */
  void kill(String reason);
}
