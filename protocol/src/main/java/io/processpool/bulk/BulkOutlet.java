package io.processpool.bulk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where an encoder finds files to write to. */
public interface BulkOutlet {

  /**
   * A file for the large arrays of one block.
   *
   * @return {@code null} if there is none: the arrays travel with their values
   * @throws IOException if none can be made
   */
  @Nullable BulkWriter begin() throws IOException;

  /** Whether somebody compares values that lie there, and needs a checksum of each array for it. */
  boolean isCompared();

  /** The block is finished, and the file will be named to its reader. */
  void finished(BulkWriter file);

  /** Nothing in the file will be read: all was refused, or it could not be written. */
  void discard(BulkWriter file);
}
