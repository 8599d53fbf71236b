package io.processpool.worker.link;

import io.processpool.message.ExitCode;

/** Ends the worker where its connection leaves it no other way. */
@FunctionalInterface
public interface Ending {

  /**
   * Ends the process.
   *
   * @param code why
   * @param reason why, in words
   */
  void end(ExitCode code, String reason);
}
