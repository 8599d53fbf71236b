package io.processpool.cli.etl;

import io.processpool.cli.wav.SineWave;
import java.io.IOException;

/**
 * Writes a sine wave. Immutable.
 *
 * @param run a text that no other run on this machine has
 * @param wave what is written
 */
record Generate(String run, SineWave wave) implements FileWork {

  @Override
  public long work(FilePair pair) throws IOException {
    return pair.newFile(run)
        .write(
            out -> {
              wave.write(out);
              return wave.samples();
            });
  }
}
