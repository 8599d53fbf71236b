package io.processpool.cli.etl;

import io.processpool.cli.wav.WavException;
import io.processpool.concurrent.Ticker;
import io.processpool.task.TaskFunction;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Work on one file in a worker. A file that cannot be worked on is a result like any other, with a
 * line that says why; only a mistake of this program is an exception.
 */
sealed interface FileWork extends TaskFunction<FilePair, FileResult> permits Transform, Generate {

  /** A text that no other run on this machine has. */
  String run();

  /** Does the work and says how many samples were written. */
  long work(FilePair pair) throws IOException;

  @Override
  default FileResult call(FilePair pair) {
    long startNanos = Ticker.SYSTEM.nanos();
    try {
      long samples = work(pair);
      return new FileResult(pair.index(), samples, Ticker.SYSTEM.nanos() - startNanos, null);
    } catch (IOException e) {
      String error = text(e, pair);
      return FileResult.failed(pair.index(), Ticker.SYSTEM.nanos() - startNanos, error);
    }
  }

  private String text(IOException e, FilePair pair) {
    if (e instanceof WavException || !(e instanceof FileSystemException failure)) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
    String why = reason(failure);
    boolean reading = pair.input().equals(failure.getFile());
    return reading ? why : "cannot write " + Path.of(pair.output()).getFileName() + ": " + why;
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
