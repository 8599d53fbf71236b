package io.processpool.bulk;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files of a run folder that were read and are kept as long as a job has large arguments, since
 * pages that are there are quicker to fill than new ones. Whoever has something to write, on
 * whichever side, makes one its own by renaming it, which only one can; the coordinator alone
 * leaves files here, and deletes them. Thread-safe.
 */
final class SpareFiles {

  private static final int MOST = 8;
  private static final long MOST_BYTES = 256L << 20;

  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final Set<Path> adopted = new HashSet<>();
  private int jobs;

  SpareFiles(Path folder) {
    this.folder = folder;
  }

  /** Renames a spare file, if there is one; whether there was. */
  static boolean take(Path folder, Path name) {
    return names(folder).anyMatch(spare -> spare.toFile().renameTo(name.toFile()));
  }

  private static Stream<Path> names(Path folder) {
    return IntStream.range(0, MOST).mapToObj(i -> folder.resolve("spare" + i + ".bulk"));
  }

  /** A job has large arguments. */
  void jobBegins() {
    lock.lock();
    try {
      jobs++;
    } finally {
      lock.unlock();
    }
  }

  /** It is over; with the last one all files go. */
  void jobEnds() {
    List<Path> all = List.of();
    lock.lock();
    try {
      jobs--;
      if (jobs == 0) {
        all = Stream.concat(adopted.stream(), names(folder)).toList();
        adopted.clear();
      }
    } finally {
      lock.unlock();
    }
    all.forEach(BulkFolder::delete);
  }

  /** Lets an open file keep its name until it is read, to be left here then; not if many do. */
  boolean adopt(Path name, BulkReader file) {
    lock.lock();
    try {
      boolean kept = jobs > 0 && adopted.size() < MOST && adopted.add(name);
      if (kept) {
        file.whenRead(() -> leave(name));
      }
      return kept;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads or writes a file any more: it is kept here, or deleted if enough are. */
  void leave(Path name) {
    boolean kept;
    lock.lock();
    try {
      adopted.remove(name);
      kept = jobs > 0 && keep(name.toFile());
    } finally {
      lock.unlock();
    }
    if (!kept) {
      BulkFolder.delete(name);
    }
  }

  private boolean keep(File file) {
    List<File> spares = names(folder).map(Path::toFile).toList();
    long bytes = file.length() + spares.stream().mapToLong(File::length).sum();
    return bytes <= MOST_BYTES
        && spares.stream().filter(spare -> !spare.exists()).limit(1).anyMatch(file::renameTo);
  }
}
