package io.processpool.bulk;

import java.io.IOException;

/**
 * A worker's files. It makes one for each block and lets go of it; the reader deletes it, or
 * whoever finds the worker gone. Confined to one thread at a time.
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
  public void finished(BulkWriter file) {
    file.close();
  }

  @Override
  public void discard(BulkWriter file) {
    file.close();
    folder.delete(file.number());
  }
}
