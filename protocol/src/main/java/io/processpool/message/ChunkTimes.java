package io.processpool.message;

/**
 * Where a worker's time went for one lease, in nanoseconds.
 *
 * @param decode making objects of arguments, and of the function where it was new
 * @param compute in the user's function, without the first readings of shared values
 * @param encode making bytes of results
 * @param waiting without anything to run, before the chunk began
 * @param residence from the chunk's arrival to its last answer
 * @param cpu on a processor, about; 0 where the system does not tell
 * @param coreWait ready to run while other threads had the processors, about; 0 likewise
 */
public record ChunkTimes(
    long decode, long compute, long encode, long waiting, long residence, long cpu, long coreWait) {

  /** Nothing measured. */
  public static final ChunkTimes NONE = new ChunkTimes(0, 0, 0, 0, 0, 0, 0);

  /** How long its items kept the worker busy. */
  public long busy() {
    return decode + compute + encode;
  }
}
