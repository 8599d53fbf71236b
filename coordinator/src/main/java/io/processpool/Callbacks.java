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
    } catch (Throwable e) { // other languages throw checked ones, too; none may stop the pool
      LOG.warn("{}: {} threw", pool, what, e);
    }
  }
}
