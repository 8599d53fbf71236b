package io.processpool.cli.lesson;

/** The user asked for an end. */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("ended early");
  }
}
