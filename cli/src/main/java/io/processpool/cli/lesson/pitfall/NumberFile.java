package io.processpool.cli.lesson.pitfall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * An array in a file of its own, big-endian. Gone when closed.
 *
 * @param path the file
 */
record NumberFile(Path path) implements AutoCloseable {

  private static final int NUMBERS_PER_KIB = 1024 / Double.BYTES;

  /** Numbers that are the same on every machine. */
  static double[] numbers(int kib) {
    return new Random(7).doubles((long) kib * NUMBERS_PER_KIB).toArray();
  }

  static ByteBuffer bytes(double[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    return bytes;
  }

  /** Writes a new one into the folder for temporary files. */
  static NumberFile write(double[] numbers) {
    try {
      Path path = Files.createTempFile("processpool-array", ".bin");
      Files.write(path, bytes(numbers).array());
      return new NumberFile(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a task does it, which knows no more than the name. */
  static double[] read(String name) throws IOException {
    double[] numbers = new double[(int) (Files.size(Path.of(name)) / Double.BYTES)];
    ByteBuffer.wrap(Files.readAllBytes(Path.of(name))).asDoubleBuffer().get(numbers);
    return numbers;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
