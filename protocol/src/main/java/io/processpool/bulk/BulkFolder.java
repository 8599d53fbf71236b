package io.processpool.bulk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The files of one writer in a run folder. Only their numbers cross, so a peer can name no file but
 * these. Thread-safe.
 */
public final class BulkFolder {

  private static final String SUFFIX = ".bulk";

  private final Path folder;
  private final String prefix;
  private final AtomicLong made = new AtomicLong();

  private BulkFolder(Path folder, String prefix) {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** What the coordinator writes. */
  public static BulkFolder ofCoordinator(Path runFolder) {
    return new BulkFolder(runFolder, "c");
  }

  /** What a worker writes. */
  public static BulkFolder ofWorker(Path runFolder, int number) {
    return new BulkFolder(runFolder, "w" + number + "-");
  }

  /** Those of one shared value. */
  public static BulkFolder ofShared(Path runFolder, long number) {
    return new BulkFolder(runFolder, "v" + number + "-");
  }

  /** Where an encoder writes files that others read, each for one block. */
  public BulkOutlet outlet() {
    return new SentFiles(this);
  }

  private Path path(long number) {
    return folder.resolve(prefix + number + SUFFIX);
  }

  /** Makes a new file, never one over another. */
  BulkWriter create() throws IOException {
    long number = made.incrementAndGet();
    Path file = Files.createFile(path(number));
    return new BulkWriter(number, new RandomAccessFile(file.toFile(), "rw"));
  }

  /** The same for a file that nobody else reads: it loses its name, and goes when it is read. */
  public Bulk take(Bulk bulk) {
    Bulk opened = open(bulk);
    delete(bulk.file().number());
    return opened;
  }

  /**
   * Opens the file of large arrays. Where that fails, so does whoever reads them.
   *
   * @param bulk as its frame tells of it
   * @return the same, which can be read now
   */
  public Bulk open(Bulk bulk) {
    long number = bulk.file().number();
    Path path = path(number);
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      return bulk.in(new BulkReader(number, file, bulk.users()));
    } catch (IOException e) {
      return bulk.in(new MissingFile(number, e));
    }
  }

  /** What cannot be deleted goes with the run folder. */
  void delete(long number) {
    delete(path(number));
  }

  private static void delete(Path file) {
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
    public void read(long at, byte[] target, int length) throws IOException {
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
