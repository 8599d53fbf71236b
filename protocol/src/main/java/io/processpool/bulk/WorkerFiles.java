package io.processpool.bulk;

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
    this.results = BulkFolder.ofWorker(runFolder, number).outlet();
  }

  /** Where large arguments are. */
  public BulkFolder arguments() {
    return arguments;
  }

  /** Where large arrays of results go. */
  public BulkOutlet results() {
    return results;
  }
}
