package io.processpool.wire;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of connections that were refused: the first ones, since whoever may connect could otherwise
 * fill the user's disk with lines. Confined to the event loop.
 */
final class Refusals {

  static final int MOST_TOLD = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private int told;

  void tell(String reason) {
    if (told < MOST_TOLD) {
      told++;
      LOG.warn("connection refused: {}", reason);
      if (told == MOST_TOLD) {
        LOG.warn("further connections that are refused are not told, except at level debug");
      }
    } else {
      LOG.debug("connection refused: {}", reason);
    }
  }
}
