package io.processpool.bulk;

import io.processpool.message.RunChunk;
import java.nio.file.Path;

/** A worker's side: reads what the coordinator writes, writes what the coordinator reads. */
public final class WorkerFiles {

  private final BulkFolder arguments;
  private final BulkOutlet results;

  /**
   * The files of one worker.
   *
   * @param runFolder the folder of its pool
   * @param number the worker's number
   */
  public WorkerFiles(Path runFolder, int number) {
    this.arguments = BulkFolder.ofCoordinator(runFolder);
    this.results = new SentFiles(BulkFolder.ofWorker(runFolder, number));
  }

  /** The same chunk, whose large arrays can be read now. */
  public RunChunk open(RunChunk chunk) {
    return new RunChunk(
        chunk.job(),
        chunk.lease(),
        chunk.indexes(),
        chunk.attempts(),
        arguments.open(chunk.items()));
  }

  /** Where large arrays of results go. */
  public BulkOutlet results() {
    return results;
  }
}
