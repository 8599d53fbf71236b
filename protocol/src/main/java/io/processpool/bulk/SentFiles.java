package io.processpool.bulk;

import java.io.IOException;

/**
 * Files that their writer lets go of: one for each block. The reader deletes it, or whoever finds
 * the writer gone. Confined to one thread at a time.
 */
final class SentFiles implements BulkOutlet {

  private final BulkFolder folder;

  SentFiles(BulkFolder folder) {
    this.folder = folder;
  }

  @Override
  public BulkWriter begin() throws IOException {
    return folder.create();
  }

  @Override
  public boolean isCompared() {
    return false;
  }

  @Override
  public void finished(BulkWriter file) {
    file.trim(); // it may have been a longer one
    file.close();
  }

  @Override
  public void discard(BulkWriter file) {
    file.close();
    folder.delete(file.number());
  }
}
