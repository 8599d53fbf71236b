package io.processpool.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with the tests' class path that runs one main class to its end. */
public final class TestJvm {

  private TestJvm() {}

  /** How it ended and all it printed. */
  public record Result(int exit, String output) {}

  /**
   * Runs it; kills it if it takes too long.
   *
   * @param flags for the JVM
   * @param limit how long it may take
   * @param main the class
   * @param arguments of main
   */
  public static Result run(List<String> flags, Duration limit, String main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("test-jvm", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      String text = Files.readString(output);
      if (!ended) {
        throw new AssertionError(main + " did not end within " + limit + "; it printed " + text);
      }
      return new Result(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
