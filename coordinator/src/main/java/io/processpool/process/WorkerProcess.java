package io.processpool.process;

import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A worker JVM that was started, from its first instant to its end. Thread-safe.
 *
 * <p>Signals go only to this process and to what descends from it, each held as a handle that
 * remembers its start, so a number that the system has given to another process is never hit. A
 * worker that is asked to end and does so has ended its children itself; what any other has left
 * behind is killed before its end is told, so that an item does not run again beside what the
 * attempt that ended the worker had started.
 */
public final class WorkerProcess {

  private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);

  /** A descendant that holds the pipe open must not hold up the news of the death. */
  private static final long OUTPUT_GRACE_MILLIS = 500;

  private final int number;
  private final Process process;
  private final ProcessHandle handle;
  private final Optional<Instant> startInstant;
  private final LastLines tail = new LastLines();
  private final CountDownLatch openOutputs = new CountDownLatch(2);
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Descendants descendants;
  private final OomKills oomKills;
  private final long oomKillsBefore;
  private volatile boolean signalled;
  private volatile boolean endExpected;

  private WorkerProcess(int number, Process process, Descendants descendants, OomKills oomKills) {
    this.descendants = descendants;
    this.oomKills = oomKills;
    this.oomKillsBefore = oomKills.count();
    this.number = number;
    this.process = process;
    this.handle = process.toHandle();
    this.startInstant = handle.info().startInstant();
  }

  /** Who reads what a worker prints, and what looks at the system. */
  record Watchers(NamedThreads threads, Ticker ticker, OutputSink sink, OomKills oomKills) {}

  /**
   * Starts the threads that read the output and wait for the end.
   *
   * @param descendants ended behind it
   * @param argFile deleted behind it
   */
  static WorkerProcess watch(
      int number, Process process, Descendants descendants, Path argFile, Watchers watchers) {
    WorkerProcess worker = new WorkerProcess(number, process, descendants, watchers.oomKills());
    NamedThreads threads = watchers.threads();
    OutputSink sink = watchers.sink();
    for (StdStream stream : StdStream.values()) {
      OutputPump pump =
          new OutputPump(
              stream == StdStream.OUT ? process.getInputStream() : process.getErrorStream(),
              line -> worker.tail.add(stream, line),
              watchers.ticker(),
              line -> sink.line(number, stream, line),
              worker.openOutputs::countDown);
      threads.start("stdio-" + number + "-" + stream.label(), pump);
    }
    threads.start("exit-" + number, () -> worker.awaitEnd(argFile));
    return worker;
  }

  /** An own thread, because {@code Process.onExit} needs the common pool, which users may block. */
  private void awaitEnd(Path argFile) {
    int status = -1;
    try {
      status = process.waitFor();
      if (status != 0 || !endExpected) {
        endDescendants();
      }
      if (!openOutputs.await(OUTPUT_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        log.debug("worker {} ended, but a process it started holds its output open", number);
      }
      Files.deleteIfExists(argFile);
    } catch (IOException e) {
      log.debug("argument file of worker {} stays until the run folder goes", number, e);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if it happens the end is still told.
      Thread.currentThread().interrupt();
    } finally {
      exit.complete(status);
    }
  }

  private void endDescendants() {
    try {
      Set<ProcessHandle> ended = descendants.kill();
      if (!ended.isEmpty()) {
        log.atLevel(signalled ? Level.DEBUG : Level.INFO)
            .log("worker {} ended and left processes behind, which are killed: {}", number, ended);
      }
    } catch (RuntimeException e) {
      log.warn("cannot look for what worker {} has left behind", number, e);
    }
  }

  /** The worker's number in its pool, never reused. */
  public int number() {
    return number;
  }

  /** The process id; a value to print, not to send signals to. */
  public long pid() {
    return handle.pid();
  }

  /** When the process started, by the system's clock; empty if it ended before it was asked. */
  public Optional<Instant> startInstant() {
    return startInstant;
  }

  /** Whether the process has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What helps to read its exit status. */
  ExitMeaning.Known whatIsKnown() {
    return new ExitMeaning.Known(signalled, oomKills.count() > oomKillsBefore);
  }

  /**
   * Completes with the exit status (128 + n for signal n) when the process has ended and its output
   * was read to the end, at the latest 500 ms after the process and the kill of what it has left
   * behind. Never fails. What depends on it runs on a thread of this worker, which ends then.
   */
  public CompletionStage<Integer> exit() {
    return exit.minimalCompletionStage();
  }

  /** The last lines of both streams in the order they were read, at most 40. */
  public List<String> tail() {
    return tail.copy();
  }

  /** It is being asked to end: if it does, with status 0, it has ended its children before. */
  public void expectEnd() {
    endExpected = true;
  }

  /** Cuts the life line: a healthy worker ends by itself. Does not block. */
  public void closeStdin() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      log.debug("standard input of worker {} was closed by its end", number, e);
    }
  }

  /** Asks the process to end (SIGTERM). Its output is still read. Does not block. */
  public void terminate() {
    if (process.isAlive()) {
      signalled = true;
      // Not Process.destroy(): that closes the pipes and loses the last lines.
      cutUnless(handle.destroy());
    }
  }

  /** Without a free descriptor no process can be looked at, and so none be sent a signal. */
  private void cutUnless(boolean sent) {
    if (!sent) {
      closeStdin();
    }
  }

  /**
   * Ends the process and everything that descends from it (SIGKILL). Returns when the signals are
   * sent; {@link #exit} tells the end.
   */
  public void kill() {
    // Asked first: a dead process has no descendants, its children belong to the init process.
    List<ProcessHandle> started = descendants(handle);
    if (process.isAlive()) {
      signalled = true;
      cutUnless(handle.destroyForcibly());
    }
    for (ProcessHandle descendant : started) {
      List<ProcessHandle> younger = descendants(descendant);
      descendant.destroyForcibly();
      younger.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** None where the system cannot tell, as no descriptor is free: the signal is what matters. */
  private static List<ProcessHandle> descendants(ProcessHandle process) {
    try {
      return process.descendants().toList();
    } catch (RuntimeException e) {
      log.warn("cannot look for what process {} has started", process.pid(), e);
      return List.of();
    }
  }

  @Override
  public String toString() {
    return "worker " + number + " (process " + pid() + ")";
  }
}
