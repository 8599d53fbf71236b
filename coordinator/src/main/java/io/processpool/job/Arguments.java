package io.processpool.job;

import io.processpool.bulk.Bulk;
import io.processpool.bulk.BulkFolder;
import io.processpool.bulk.BulkOutlet;
import io.processpool.bulk.BulkWriter;
import io.processpool.bulk.KeptFiles;
import io.processpool.message.PayloadBlock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The encoded arguments of a job that are at the backend, or wait to go there again: how many bytes
 * they hold, and which files beside the sockets. Guarded by the job's lock, but for {@link #outlet}
 * and {@link #close}.
 */
final class Arguments {

  private final @Nullable KeptFiles files;
  private long bytes;

  /** Those of a job, whose files are made there. */
  Arguments(Optional<BulkFolder> folder) {
    this.files = folder.map(KeptFiles::new).orElse(null);
  }

  /** Where large arrays go; {@code null} if they travel with their values. Consumer. */
  @Nullable BulkOutlet outlet() {
    return files;
  }

  /** A block that may be read from now on. */
  void add(PayloadBlock block) {
    bytes += block.weight();
    if (files != null && file(block) instanceof BulkWriter written) {
      files.retain(written);
    }
  }

  /** Nobody will read this block any more. */
  void remove(PayloadBlock block) {
    bytes -= block.weight();
    if (files != null && file(block) instanceof BulkWriter written) {
      files.release(written);
    }
  }

  private static @Nullable Object file(PayloadBlock block) {
    Bulk bulk = block.bulk();
    return bulk == null ? null : bulk.file();
  }

  /** How many bytes they take. */
  long bytes() {
    return bytes;
  }

  /** Forgets them; the job is over. */
  void clear() {
    bytes = 0;
  }

  /** Gives up their files; the job is over. Any thread, without a lock. */
  void close() {
    if (files != null) {
      files.close();
    }
  }
}
