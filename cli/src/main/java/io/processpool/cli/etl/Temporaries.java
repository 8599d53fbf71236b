package io.processpool.cli.etl;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What killed workers may leave behind; the others have taken theirs away themselves. Confined to
 * one thread.
 */
final class Temporaries {

  private final List<FilePair> files = new ArrayList<>();
  private final BitSet written = new BitSet();

  /** A job over these files begins; gives the position of the first of them. */
  int add(List<FilePair> more) {
    int first = files.size();
    files.addAll(more);
    return first;
  }

  /** This file is there under its own name. */
  void written(int position) {
    written.set(position);
  }

  /**
   * Takes away what is there, once nobody writes any more.
   *
   * @param run the text that no other run on this machine has
   * @param problem told in a line of what cannot be taken away
   */
  void remove(String run, Consumer<String> problem) {
    for (int i = written.nextClearBit(0); i < files.size(); i = written.nextClearBit(i + 1)) {
      try {
        Files.deleteIfExists(files.get(i).newFile(run).temporary());
      } catch (IOException e) {
        problem.accept("a temporary file is left: " + e.getMessage());
      }
    }
  }
}
