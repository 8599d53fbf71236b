package io.processpool.cli.etl;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file: all that travels back. Immutable.
 *
 * @param index the position among the inputs
 * @param samples how many were written, over all channels
 * @param nanos how long it took
 * @param error what is wrong with the file, {@code null} if nothing
 */
record FileResult(int index, long samples, long nanos, @Nullable String error)
    implements Serializable {

  static FileResult failed(int index, long nanos, String error) {
    return new FileResult(index, 0, nanos, error);
  }
}
