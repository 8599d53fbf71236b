package io.processpool.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The proof that a run folder's process lives: a lock on its file {@code owner}.
 *
 * <p>The system drops such a lock when the process closes <em>any</em> descriptor of that file, so
 * a process must never open the file of a folder that it made itself.
 */
final class OwnerLock implements Closeable {

  private static final String NAME = "owner";

  private final FileChannel channel;

  private OwnerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Locks first and names second, so that nobody sees the file without its lock. */
  static OwnerLock create(Path folder) throws IOException {
    Path unnamed = folder.resolve(NAME + ".new");
    FileChannel channel =
        FileChannel.open(
            unnamed,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PrivateFiles.fileAttributes());
    try {
      // Null would mean that another process locked a file in our new private folder.
      if (channel.tryLock() == null) {
        throw new IOException("cannot lock: " + unnamed);
      }
      Files.move(unnamed, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
      return new OwnerLock(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What a look at another process's folder shows. */
  enum Owner {
    LIVES,
    DEAD,
    UNKNOWN
  }

  /** A folder of a dead owner is locked by the caller until this is closed. */
  record Takeover(Owner owner, Optional<OwnerLock> lock) implements Closeable {
    @Override
    public void close() throws IOException {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  /** Never for a folder of this process. */
  static Takeover tryTakeOver(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(NAME), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return new Takeover(Owner.UNKNOWN, Optional.empty());
    }
    OwnerLock held = new OwnerLock(channel);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Takeover(Owner.DEAD, Optional.of(held));
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this JVM sweeps the same folder at this moment.
      held.close();
      return new Takeover(Owner.LIVES, Optional.empty());
    } catch (IOException e) {
      held.close();
      throw e;
    }
    held.close();
    return new Takeover(Owner.LIVES, Optional.empty());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
