package io.processpool;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what users hand in, so that what it throws changes nothing else. */
final class Callbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private Callbacks() {}

  static void guarded(String pool, String what, Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) { // the user's code must not stop the pool
      LOG.warn("{}: {} threw", pool, what, e);
    }
  }
}
