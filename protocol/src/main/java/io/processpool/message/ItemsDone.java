package io.processpool.message;

import io.processpool.runs.LongRuns;
import java.util.List;

/**
 * Worker to coordinator: some items of a chunk ended. An item is named by its position in the
 * chunk; each is named in one of these messages, unless its job was cancelled.
 *
 * @param job the job
 * @param lease the sending that is answered
 * @param last whether this ends the lease
 * @param times where the worker's time went for this lease, filled in the last one
 * @param positions the items that succeeded
 * @param nanos for each of these the time in the user's function
 * @param values for each of these the result
 * @param failures the items that failed
 */
public record ItemsDone(
    int job,
    long lease,
    boolean last,
    ChunkTimes times,
    LongRuns positions,
    LongRuns nanos,
    PayloadBlock values,
    List<ItemFailure> failures)
    implements Message {

  /** The same answers with their values elsewhere. */
  public ItemsDone with(PayloadBlock others) {
    return new ItemsDone(job, lease, last, times, positions, nanos, others, failures);
  }

  @Override
  public MessageType type() {
    return MessageType.ITEMS_DONE;
  }
}
