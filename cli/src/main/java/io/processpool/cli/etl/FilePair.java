package io.processpool.cli.etl;

import io.processpool.cli.wav.NewFile;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * One file to read and one to write: all that travels to a worker for an item. Immutable.
 *
 * @param index the position among the inputs
 * @param input an absolute path, empty if the output is made from nothing
 * @param output an absolute path
 */
record FilePair(int index, String input, String output) implements Serializable {

  /**
   * The output as a file that appears whole. Its temporary name depends on nothing but the run and
   * the index, so that whoever is left can take away what a killed worker left behind.
   *
   * @param run a text that no other run on this machine has
   */
  NewFile newFile(String run) {
    Path target = Path.of(output);
    return new NewFile(target, target.resolveSibling(".etl-" + run + "-" + index + ".tmp"));
  }
}
