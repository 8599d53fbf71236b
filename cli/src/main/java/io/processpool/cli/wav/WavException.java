package io.processpool.cli.wav;

import java.io.IOException;

/** A file is not a WAV file this program can work on; the message says why, without the name. */
public final class WavException extends IOException {

  private static final long serialVersionUID = 1L;

  WavException(String message) {
    super(message);
  }
}
