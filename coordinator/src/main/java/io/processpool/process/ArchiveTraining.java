package io.processpool.process;

import io.processpool.concurrent.NamedThreads;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an archive in a process of its own, which runs a worker's life in little and ends. No pool
 * waits for it: one that closes ends it, and a later one tries again. Only where several in a row
 * were too short is it worth a wait. Thread-safe.
 */
public final class ArchiveTraining {

  /** So many trainings may be cut short before a pool's end waits for one. */
  static final int MOST_CUTS = 3;

  private static final Logger log = LoggerFactory.getLogger(ArchiveTraining.class);
  private static final long LONGEST_SECONDS = 120;

  /** Worker and coordinator are the same process there; the secret between them is none. */
  private static final byte[] TOKEN = new byte[32];

  private final ArchiveRecipe recipe;
  private final RunFolder folder;
  private final Map<String, String> environment;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Object lock = new Object();
  private @Nullable Process process;
  private boolean begun;
  private boolean closed;

  /**
   * A training that has not begun.
   *
   * @param folder for its socket and the file of a crash
   * @param environment all variables of the process
   */
  public ArchiveTraining(ArchiveRecipe recipe, RunFolder folder, Map<String, String> environment) {
    this.recipe = recipe;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** Begins, on a thread of its own; does nothing if another pool is at it. */
  public void begin(NamedThreads threads) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      begun = true;
    }
    threads.start("archive", this::run);
  }

  /** Whether it has begun, and so many were cut short before that this one should be let end. */
  public boolean isWorthAWait() {
    synchronized (lock) {
      if (!begun || closed) {
        return false;
      }
    }
    return isOftenCut();
  }

  private boolean isOftenCut() {
    return recipe.store().cuts(recipe.key()) >= MOST_CUTS;
  }

  /** Ends its process, if there is one; returns at once. */
  public void close() {
    synchronized (lock) {
      closed = true;
      if (process != null) {
        process.destroyForcibly();
      }
      if (begun) {
        return; // its thread ends by that
      }
    }
    done.complete(null);
  }

  /** Completes when nothing of it is left, after {@link #close} or by itself. */
  public CompletableFuture<Void> done() {
    return done;
  }

  private void run() {
    ArchiveStore store = recipe.store();
    try {
      if (store.claim(recipe.key())) {
        train(store);
      }
    } catch (IOException e) {
      // The claim stays for a while, so that not every pool fails anew.
      log.debug("no archive is made", e);
    } catch (InterruptedException e) {
      close();
    } finally {
      done.complete(null);
    }
  }

  private void train(ArchiveStore store) throws IOException, InterruptedException {
    Process started = start();
    if (started != null && !started.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      started.destroyForcibly();
      throw new IOException("training took longer than " + LONGEST_SECONDS + " s");
    }
    if (started != null && started.exitValue() == 0) {
      log.debug("archive made: {}", store.publish(recipe.key()));
    } else if (started == null || isClosed()) {
      store.cutShort(recipe.key());
    } else {
      failed(started.pid(), started.exitValue());
    }
  }

  /** A JVM that does not like the flags says so in the log; one that crashes should be known of. */
  private void failed(long pid, int exitCode) throws IOException {
    Optional<CrashFile> crash = folder.keepCrashFile(pid);
    if (crash.isEmpty()) {
      throw new IOException("training ended with exit code " + exitCode);
    }
    log.warn(
        "the JVM that makes an archive for workers crashed (see {}); they start without one, and a"
            + " pool makes another in {} min",
        crash.get().path(),
        ArchiveStore.CLAIM_LASTS.toMinutes());
  }

  /** Null when the pool has closed meanwhile. */
  @SuppressWarnings("resource") // the pipe is the life line and stays open as long as the process
  private @Nullable Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(recipe.command(folder, !isOftenCut()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    synchronized (lock) {
      if (closed) {
        return null;
      }
      Process started = builder.start();
      process = started;
      started.getOutputStream().write(TOKEN);
      started.getOutputStream().flush();
      return started;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }
}
