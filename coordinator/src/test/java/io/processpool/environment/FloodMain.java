package io.processpool.environment;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.api.WorkerLostException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A program whose tasks print without measure, on both streams and in every way. */
public final class FloodMain {

  private static final int MIB = 1 << 20;

  private FloodMain() {}

  /** How much each kind prints on each stream, in MiB; prints only results itself. */
  public static void main(String[] arguments) {
    int mebibytes = Integer.parseInt(arguments[0]);
    JobOptions once = JobOptions.defaults().chunkSize(1).maxAttempts(1);
    try (Pool pool = Pool.open(1)) {
      for (String kind : List.of("lines", "endless", "binary", "empty")) {
        System.out.println(kind + " " + pool.map(x -> flood(kind, x, mebibytes), List.of(1), once));
      }
      try {
        pool.map(x -> lastWords(x, mebibytes), List.of(1), once);
      } catch (WorkerLostException e) {
        System.out.println(
            e.exitCode() + " " + e.death().lastLines().contains("these are last words"));
      }
      System.out.println("closed " + pool.map(x -> closeOutputs(x), List.of(7), once));
      System.out.println("after " + pool.map(x -> flood("lines", x, 1), List.of(1, 2, 3), once));
    }
  }

  private static int flood(String kind, int x, int mebibytes) throws IOException {
    byte[] noise = noise(kind, x);
    try (FileOutputStream out = new FileOutputStream("/dev/fd/1");
        FileOutputStream err = new FileOutputStream("/dev/fd/2")) {
      for (int i = 0; i < mebibytes; i++) {
        out.write(noise);
        err.write(noise);
      }
    }
    return x * x;
  }

  private static byte[] noise(String kind, int seed) {
    byte[] noise = new byte[MIB];
    switch (kind) {
      case "lines" -> {
        byte[] line = "%099d%n".formatted(seed).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < MIB; i++) {
          noise[i] = line[i % line.length];
        }
      }
      case "endless" -> Arrays.fill(noise, (byte) 'x');
      case "binary" -> new Random(seed).nextBytes(noise);
      case "empty" -> Arrays.fill(noise, (byte) '\n');
      default -> throw new IllegalArgumentException(kind);
    }
    return noise;
  }

  private static int lastWords(int x, int mebibytes) throws IOException {
    flood("lines", x, mebibytes);
    System.out.println("\nthese are last words");
    System.out.flush();
    Runtime.getRuntime().halt(42);
    return x;
  }

  private static int closeOutputs(int x) throws IOException {
    System.out.close();
    System.err.close();
    new FileOutputStream(FileDescriptor.out).close();
    new FileOutputStream(FileDescriptor.err).close();
    return x;
  }
}
