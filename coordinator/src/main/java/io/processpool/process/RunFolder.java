package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one pool, that only this user can enter: socket, item slots, argument files and
 * crash files. Thread-safe; blocks for file operations.
 *
 * <p>It belongs to this process as long as a lock on its file {@code owner} is held; the system
 * drops that lock when the process ends, however it ends, and the next pool of this user deletes
 * the folder.
 */
public final class RunFolder implements AutoCloseable {

  /** Longer paths are refused by the system (107 bytes on Linux, 103 elsewhere). */
  static final int MAX_SOCKET_PATH_BYTES = 100;

  /** Argument files and item slots of some workers. */
  private static final int LEAST_SPACE_BYTES = 256 << 10;

  private static final Logger log = LoggerFactory.getLogger(RunFolder.class);

  private final Path folder;
  private final OwnerLock lock;
  private final CrashFolder crashes;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunFolder(Path folder, OwnerLock lock) {
    this.folder = folder;
    this.lock = lock;
    this.crashes = CrashFolder.ofUserOf(folder);
  }

  /**
   * Makes a new folder below {@code XDG_RUNTIME_DIR}, {@code java.io.tmpdir}, {@code TMPDIR} or
   * {@code /tmp}, the first that can be used, has space and is short enough for a socket, and
   * deletes what dead pools left in them.
   *
   * @throws IOException if none can be used; the text says why for each
   */
  public static RunFolder create() throws IOException {
    List<Path> bases = RunFolderBases.current();
    RunFolder created = createIn(bases);
    bases.forEach(created::sweep);
    return created;
  }

  /** The first base with room for a socket path, else the first that works at all. */
  static RunFolder createIn(List<Path> bases) throws IOException {
    List<Path> byFitness = new ArrayList<>(bases);
    byFitness.sort((a, b) -> Boolean.compare(isTooLong(a), isTooLong(b)));
    List<String> reasons = new ArrayList<>();
    for (Path base : byFitness) {
      try {
        RunFolder created = createIn(base);
        if (!reasons.isEmpty()) {
          log.warn("run folder is in {}: {}", base, String.join("; ", reasons));
        }
        return created;
      } catch (IOException e) {
        reasons.add(e.toString());
      }
    }
    throw new IOException(
        "cannot make a run folder: "
            + String.join("; ", reasons)
            + "; set XDG_RUNTIME_DIR or TMPDIR to a folder with space that can be written");
  }

  private static RunFolder createIn(Path base) throws IOException {
    Path folder = base.toAbsolutePath().resolve(RunFolderName.fresh());
    Files.createDirectory(folder, PrivateFiles.folderAttributes());
    try {
      requireSpace(folder);
      return new RunFolder(folder, OwnerLock.create(folder));
    } catch (IOException e) {
      PrivateFiles.deleteTree(folder);
      throw e;
    }
  }

  /** By writing: what a file system says about its free space does not count quotas. */
  private static void requireSpace(Path folder) throws IOException {
    Path file = folder.resolve("space");
    try {
      Files.write(file, new byte[LEAST_SPACE_BYTES]);
    } catch (IOException e) {
      throw new IOException(
          "no %d KiB of space in %s: %s"
              .formatted(LEAST_SPACE_BYTES >> 10, folder.getParent(), e.getMessage()),
          e);
    }
    Files.delete(file);
  }

  private static boolean isTooLong(Path base) {
    return isTooLongForSocket(socketIn(base.toAbsolutePath().resolve(RunFolderName.LONGEST)));
  }

  private static boolean isTooLongForSocket(Path socket) {
    return socket.toString().getBytes(UTF_8).length > MAX_SOCKET_PATH_BYTES;
  }

  private static Path socketIn(Path folder) {
    return folder.resolve("s");
  }

  /**
   * Deletes what dead pools of this user left. Folders whose owner lives, of other users, or made
   * within the last minute stay; links are never followed. {@link #create} has done it already.
   *
   * @param base where to look
   */
  public void sweep(Path base) {
    StaleFolders.sweep(base, folder);
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** Where the socket goes; empty if the path would be longer than a socket allows. */
  public Optional<Path> socketPath() {
    return Optional.of(socketIn(folder)).filter(socket -> !isTooLongForSocket(socket));
  }

  /**
   * Where a worker tells which item it runs.
   *
   * @param workerNumber the worker
   */
  public Path slotFile(int workerNumber) {
    return folder.resolve("w" + workerNumber + ".slot");
  }

  /**
   * The file behind {@code java @file}.
   *
   * @param workerNumber the worker
   */
  public Path argFile(int workerNumber) {
    return folder.resolve("w" + workerNumber + ".args");
  }

  /** For {@code -XX:ErrorFile}: where a JVM that crashes describes it. */
  public String crashFilePattern() {
    return folder.toString().replace("%", "%%") + "/hs_err_%p.log";
  }

  /**
   * Takes the description of a crash out of this folder, so that it outlives the pool; the last
   * three of a user are kept.
   *
   * @param pid the process that crashed
   * @return the description at its new place; empty if there is none
   */
  public Optional<CrashFile> keepCrashFile(long pid) {
    return crashes.keep(folder.resolve("hs_err_" + pid + ".log"));
  }

  /** Deletes the folder and all in it. The second call does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // The lock goes last: until then no sweeper touches the folder.
    try (lock) {
      PrivateFiles.deleteTree(folder);
    } catch (IOException e) {
      log.warn("run folder is not fully deleted: {}; a later pool deletes the rest", folder, e);
    }
  }

  @Override
  public String toString() {
    return "RunFolder[" + folder + "]";
  }
}
