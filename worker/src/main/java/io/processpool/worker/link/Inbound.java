package io.processpool.worker.link;

import io.processpool.frame.Frame;

/** Hears what comes over a link, on the thread that reads. Must not block. */
interface Inbound {

  /** A frame came; whatever this throws breaks the link. */
  void heard(Frame frame);

  /** The coordinator has ended the connection. */
  void ended();

  /** The connection broke, or what came over it makes no sense. */
  void broken(Throwable cause);
}
