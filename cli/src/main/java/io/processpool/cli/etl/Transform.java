package io.processpool.cli.etl;

import io.processpool.cli.wav.WavRewriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Adds noise to a WAV file. Immutable.
 *
 * @param run a text that no other run on this machine has
 * @param seed of the noise, together with the item's index
 * @param noise its standard deviation, 0 for none
 */
record Transform(String run, long seed, double noise) implements FileWork {

  @Override
  public long work(FilePair pair) throws IOException {
    Path input = Path.of(pair.input());
    requireFile(input);
    NoiseSource source = NoiseSource.forItem(seed, pair.index(), noise);
    try (FileChannel in = FileChannel.open(input, StandardOpenOption.READ)) {
      return pair.newFile(run).write(out -> new WavRewriter(in, out).rewrite(source));
    }
  }

  /** Opening a pipe or a device would wait or never end, so only files are opened. */
  private static void requireFile(Path input) throws IOException {
    if (!Files.exists(input)) {
      throw new NoSuchFileException(input.toString());
    }
    if (!Files.isRegularFile(input)) {
      throw new FileSystemException(input.toString(), null, "not a regular file");
    }
  }
}
