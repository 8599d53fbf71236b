package io.processpool.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of one writer in a run folder. Only their numbers cross, so a peer can name no file but
 * these. Thread-safe.
 */
public final class BulkFolder {

  private static final String SUFFIX = ".bulk";

  private final Path folder;
  private final String prefix;
  private final @Nullable SpareFiles spares;
  private final AtomicLong made = new AtomicLong();

  private BulkFolder(Path folder, String prefix, @Nullable SpareFiles spares) {
    this.folder = folder;
    this.prefix = prefix;
    this.spares = spares;
  }

  /** What the coordinator writes. */
  public static BulkFolder ofCoordinator(Path runFolder) {
    return new BulkFolder(runFolder, "c", null);
  }

  /** The same in the coordinator itself, where files are written over that were read. */
  public static BulkFolder inCoordinator(Path runFolder) {
    return new BulkFolder(runFolder, "c", new SpareFiles(runFolder));
  }

  /** What a worker writes. */
  public static BulkFolder ofWorker(Path runFolder, int number) {
    return new BulkFolder(runFolder, "w" + number + "-", null);
  }

  /** Those of one shared value. */
  public static BulkFolder ofShared(Path runFolder, long number) {
    return new BulkFolder(runFolder, "v" + number + "-", null);
  }

  /** What a worker of the same pool writes, in the coordinator. */
  public BulkFolder ofWorker(int number) {
    return new BulkFolder(folder, "w" + number + "-", spares);
  }

  /** Where an encoder writes files that others read, each for one block. */
  public BulkOutlet outlet() {
    return new SentFiles(this);
  }

  private Path path(long number) {
    return folder.resolve(prefix + number + SUFFIX);
  }

  /** Makes a new file, or a spare one its own; never one over another. */
  BulkWriter create() throws IOException {
    long number = made.incrementAndGet();
    Path file = path(number);
    if (!SpareFiles.take(folder, file)) {
      Files.createFile(file);
    }
    try {
      return new BulkWriter(number, OpenFile.forWriting(file));
    } catch (IOException e) { // too many open files, for example
      delete(file);
      throw e;
    }
  }

  /** The same for a file that nobody else reads: it is a spare one, or goes, when it is read. */
  public Bulk take(Bulk bulk) {
    Bulk opened = open(bulk);
    Path path = path(bulk.file().number());
    boolean kept =
        spares != null && opened.file() instanceof BulkReader reader && spares.adopt(path, reader);
    if (!kept) {
      delete(path);
    }
    return opened;
  }

  /** A job has large arguments, until {@link #jobEnds}. */
  void jobBegins() {
    if (spares != null) {
      spares.jobBegins();
    }
  }

  void jobEnds() {
    if (spares != null) {
      spares.jobEnds();
    }
  }

  /** Nobody will read a file any more, which is closed. */
  void leave(long number) {
    if (spares == null) {
      delete(number);
    } else {
      spares.leave(path(number));
    }
  }

  /**
   * Opens the file of large arrays. Where that fails, so does whoever reads them.
   *
   * @param bulk as its frame tells of it
   * @return the same, which can be read now
   */
  public Bulk open(Bulk bulk) {
    long number = bulk.file().number();
    try {
      return bulk.in(new BulkReader(number, OpenFile.forReading(path(number)), bulk.users()));
    } catch (IOException e) {
      return bulk.in(new MissingFile(number, e));
    }
  }

  /** What cannot be deleted goes with the run folder. */
  void delete(long number) {
    delete(path(number));
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with the run folder.
      return;
    }
  }

  /** Deletes what is left of a writer that is no more. */
  public void deleteAll() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*" + SUFFIX)) {
      files.forEach(BulkFolder::delete);
    } catch (IOException | DirectoryIteratorException e) {
      // They go with the run folder.
      return;
    }
  }

  /** A file that could not be opened. */
  private record MissingFile(long number, IOException reason) implements BulkFile {

    @Override
    public void read(long at, ByteBuffer target) throws IOException {
      throw new IOException("large arrays cannot be read: " + reason.getMessage(), reason);
    }

    @Override
    public void release() {
      // There is nothing to let go.
    }
  }

  @Override
  public String toString() {
    return path(0) + "…";
  }
}
