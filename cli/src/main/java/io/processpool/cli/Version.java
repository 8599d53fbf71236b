package io.processpool.cli;

/** What runs here. */
final class Version {

  private Version() {}

  /** The program's version, as the jar's manifest has it, and Java's. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "processpool "
        + (version == null ? "(version unknown, not from a jar)" : version)
        + " on Java "
        + Runtime.version();
  }
}
