package io.processpool.benchmarks.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A process with a limit on its silence, and its last words for the case that it fails. */
final class StartedProgram implements AutoCloseable {

  private static final long LIMIT_SECONDS = 600;
  private static final int LAST_LINES = 5;

  private final String name;
  private final Path errors;
  private final Process process;
  private final BufferedReader out;

  private StartedProgram(String name, Path errors, Process process) {
    this.name = name;
    this.errors = errors;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static StartedProgram start(Subject subject) throws MeasurementException, AbsentException {
    try {
      Path errors = Files.createTempFile("bench", ".err");
      Process process =
          new ProcessBuilder(subject.command()).redirectError(Redirect.to(errors.toFile())).start();
      return new StartedProgram(subject.name(), errors, process);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (why.contains("No such file")) {
        throw new AbsentException(why);
      }
      throw new MeasurementException(subject.name() + ": " + why);
    }
  }

  /** Asks for a sample. */
  void ask() throws MeasurementException {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw failed("takes no more requests: " + e.getMessage());
    }
  }

  /** The next line; null at the end of its output. */
  @Nullable String line() throws MeasurementException {
    CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(this::read);
    try {
      return line.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw failed("said nothing for " + LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      throw failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
  }

  private @Nullable String read() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for an end in order. */
  void end() throws MeasurementException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failed("does not end");
      }
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted");
    }
    if (process.exitValue() != 0) {
      throw failed("ended with exit code " + process.exitValue());
    }
  }

  /** With what it said last. */
  MeasurementException failed(String what) {
    return new MeasurementException(name + " " + what + lastWords());
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
      List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      return last.isEmpty() ? "" : "; it said: " + String.join(" / ", last);
    } catch (IOException e) {
      return "";
    }
  }

  /** Kills it where it has not ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
