package io.processpool.codec;

/** The version both sides must speak; there is no negotiation, both come from one class path. */
public final class ProtocolVersion {

  /** Raised whenever a byte changes. */
  public static final int CURRENT = 1;

  private ProtocolVersion() {}
}
