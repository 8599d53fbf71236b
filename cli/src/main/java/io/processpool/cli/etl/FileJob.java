package io.processpool.cli.etl;

import java.util.List;

/**
 * What an engine is to do. Immutable.
 *
 * @param label a name for logs
 * @param work what is done to each file
 * @param files to which files
 * @param order how results are taken
 */
record FileJob(String label, FileWork work, List<FilePair> files, Order order) {

  /** Told what becomes of a job. */
  interface Watcher {

    /** So many files have ended so far. Called from any thread. */
    void ended(long files);

    /** A result is here. Called on the thread that runs the job, once for each file that ended. */
    void arrived(FileResult result);

    /** It is this result's turn in the order of the job. On the same thread, once for each. */
    void taken(FileResult result);
  }
}
