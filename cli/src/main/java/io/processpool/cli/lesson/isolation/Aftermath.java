package io.processpool.cli.lesson.isolation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a blow left behind. Immutable.
 *
 * @param failed items without a result, the one that struck among them
 * @param neighboursRight whether every other item had its right result
 * @param poolRight whether a job afterwards was right
 * @param pids who was there
 * @param message what the user is told
 */
record Aftermath(
    int failed, boolean neighboursRight, boolean poolRight, Pids pids, String message) {

  /**
   * The workers' processes by place.
   *
   * @param before before the blow
   * @param after after it
   */
  record Pids(List<Long> before, List<Long> after) {

    Set<Long> replaced() {
      Set<Long> gone = new HashSet<>(before);
      after.forEach(gone::remove);
      return gone;
    }
  }

  /** One item failed, one worker was replaced, everything else is as it was. */
  boolean isSurvived() {
    return failed == 1
        && neighboursRight
        && poolRight
        && pids.replaced().size() == 1
        && pids.after().size() == pids.before().size();
  }

  String text() {
    return (neighboursRight ? "all others right" : "others WRONG")
        + (poolRight ? ", pool right afterwards" : ", pool WRONG afterwards");
  }
}
