package io.processpool.bulk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of one job: each serves one block after the other until the job is over. Workers open
 * them by name, so a file is free again only when nobody will read its block any more: {@link
 * #retain} and {@link #release} count who may. Thread-safe.
 */
public final class KeptFiles implements BulkOutlet {

  private final BulkFolder folder;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final Map<BulkWriter, Integer> used = new HashMap<>();
  private final Deque<BulkWriter> free = new ArrayDeque<>();
  private boolean counted;
  private boolean closed;

  /**
   * A job that has written nothing.
   *
   * @param folder where the files of all jobs of a pool are
   */
  public KeptFiles(BulkFolder folder) {
    this.folder = folder;
  }

  @Override
  public @Nullable BulkWriter begin() throws IOException {
    BulkWriter file;
    lock.lock();
    try {
      if (closed) {
        return null;
      }
      file = free.pollFirst();
    } finally {
      lock.unlock();
    }
    BulkWriter begun = file == null ? folder.create() : file;
    if (!add(begun)) {
      discard(begun);
      return null;
    }
    return begun;
  }

  private boolean add(BulkWriter file) {
    lock.lock();
    try {
      if (!closed) {
        used.put(file, 0);
        if (!counted) {
          counted = true;
          folder.jobBegins();
        }
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isCompared() {
    return true;
  }

  @Override
  public void finished(BulkWriter file) {
    // Its block retains it.
  }

  @Override
  public void discard(BulkWriter file) {
    lock.lock();
    try {
      used.remove(file);
    } finally {
      lock.unlock();
    }
    delete(file);
  }

  /** Somebody may read a block of the file. */
  public void retain(BulkWriter file) {
    lock.lock();
    try {
      used.computeIfPresent(file, (key, users) -> users + 1);
    } finally {
      lock.unlock();
    }
  }

  /** One who retained it never will; it is free if that was the last. Only memory is touched. */
  public void release(BulkWriter file) {
    lock.lock();
    try {
      Integer users = used.computeIfPresent(file, (key, before) -> before - 1);
      if (users != null && users == 0) {
        used.remove(file);
        free.addFirst(file);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives up all files; the job is over. Those that somebody may be reading are deleted. */
  public void close() {
    List<BulkWriter> read = new ArrayList<>();
    List<BulkWriter> unread = new ArrayList<>();
    boolean ends;
    lock.lock();
    try {
      closed = true;
      ends = counted;
      counted = false;
      read.addAll(free);
      unread.addAll(used.keySet());
      free.clear();
      used.clear();
    } finally {
      lock.unlock();
    }
    for (BulkWriter file : read) {
      file.close();
      folder.leave(file.number());
    }
    unread.forEach(this::delete);
    if (ends) {
      folder.jobEnds();
    }
  }

  private void delete(BulkWriter file) {
    folder.delete(file.number());
    file.close();
  }
}
