package io.processpool.process;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts worker JVMs. Thread-safe; blocks for the milliseconds that a start takes. */
public final class WorkerLauncher {

  private static final Logger log = LoggerFactory.getLogger(WorkerLauncher.class);

  private static final int MOST_TRIES = 3;

  private final RunFolder folder;
  private final WorkerProcess.Watchers watchers;

  /**
   * Starts workers of one pool.
   *
   * @param folder holds the argument files
   * @param threads makes three threads for each worker
   * @param ticker the clock
   * @param sink receives what the workers print
   */
  public WorkerLauncher(RunFolder folder, NamedThreads threads, Ticker ticker, OutputSink sink) {
    this.folder = folder;
    this.watchers = new WorkerProcess.Watchers(threads, ticker, sink, OomKills.current());
  }

  /**
   * Starts one worker and hands it its token.
   *
   * <p>The token goes over standard input, where no other process can see it; that pipe stays open
   * and is the worker's life line: its end tells that the coordinator is gone. A worker that dies
   * before it reads the token is no failure here, but an end like others.
   *
   * @param command how
   * @param environment the variables of the child, see {@link WorkerEnvironment}; one that tells
   *     its descendants from others is set besides
   * @param token written as it is; at most 4 KiB, so that writing never blocks
   * @param workerNumber names threads and files, never reused in this pool
   * @throws IOException if the system refuses; the text says why, the command and what to do
   */
  public WorkerProcess launch(
      WorkerCommand command, Map<String, String> environment, byte[] token, int workerNumber)
      throws IOException {
    if (token.length > 4096) {
      throw new IllegalArgumentException("token is too long: " + token.length + " (limit: 4096)");
    }
    Path argFile = folder.argFile(workerNumber);
    List<String> line = command.commandLine(argFile);
    try {
      command.writeArgFile(argFile);
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().clear();
      builder.environment().putAll(environment);
      Descendants descendants = Descendants.of(folder.path(), workerNumber);
      builder
          .environment()
          .put(Descendants.VARIABLE, descendants.variable(System.getenv(Descendants.VARIABLE)));
      Process process = start(builder);
      WorkerProcess worker = watch(workerNumber, process, descendants, argFile);
      send(token, process.getOutputStream(), worker);
      log.debug("{} started: {}", worker, command);
      return worker;
    } catch (IOException | IllegalArgumentException e) {
      String text = LaunchProblem.describe(workerNumber, String.join(" ", line), e);
      throw new IOException(text, e);
    }
  }

  /** A process that nobody watches would stay. */
  private WorkerProcess watch(int number, Process process, Descendants descendants, Path argFile)
      throws IOException {
    try {
      return WorkerProcess.watch(number, process, descendants, argFile, watchers);
    } catch (RuntimeException | Error e) {
      process.destroyForcibly();
      throw new IOException("no threads can be started that watch it: " + e, e);
    }
  }

  /** A Ctrl-C reaches all of the terminal's processes, one that is about to become a worker too. */
  private static Process start(ProcessBuilder builder) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (tries == MOST_TRIES || !LaunchProblem.isStruck(e)) {
          throw e;
        }
        log.debug("a signal ended a worker before it began; it is started again", e);
      }
    }
  }

  private static void send(byte[] token, OutputStream stdin, WorkerProcess worker) {
    try {
      stdin.write(token);
      stdin.flush();
    } catch (IOException e) {
      log.debug("{} ended before it took its token", worker, e);
    }
  }
}
