package io.processpool.cli.etl;

import io.processpool.cli.options.UsageException;
import io.processpool.cli.wav.SineWave;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The sounds that an earlier run did not leave, as a job of its own. Immutable.
 *
 * @param pairs what is to be made, numbered from 0
 * @param itemIndexes the index in the plan for each of them
 */
record MissingSounds(List<FilePair> pairs, List<Integer> itemIndexes) {

  /** Looks at each input of the plan; reads a few blocks of those that are there. */
  static MissingSounds among(List<Plan.Item> items, SineWave wave) {
    List<FilePair> pairs = new ArrayList<>();
    List<Integer> itemIndexes = new ArrayList<>();
    for (Plan.Item item : items) {
      if (!isThere(item, wave)) {
        pairs.add(new FilePair(pairs.size(), "", item.pair().input()));
        itemIndexes.add(item.pair().index());
      }
    }
    return new MissingSounds(List.copyOf(pairs), List.copyOf(itemIndexes));
  }

  private static boolean isThere(Plan.Item item, SineWave wave) {
    try {
      return wave.isIn(item.input());
    } catch (IOException e) {
      throw new UsageException(item.input() + ": cannot be read: " + e);
    }
  }

  /** A result with the index that the file has in the plan. */
  FileResult ofItem(FileResult result) {
    int index = itemIndexes.get(result.index());
    return new FileResult(index, result.samples(), result.nanos(), result.error());
  }
}
