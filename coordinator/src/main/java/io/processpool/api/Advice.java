package io.processpool.api;

/**
 * What costs a job time that it need not cost.
 *
 * @param kind what is wrong
 * @param evidence a sentence with the numbers it rests on
 * @param remedy a sentence that says what to do
 */
public record Advice(Kind kind, String evidence, String remedy) {

  /** What is wrong. */
  public enum Kind {
    /** The work is less than the way to a worker and back. */
    OVERHEAD,
    /** The items or results are so large that coding and sending them takes most of the time. */
    TOO_MUCH_DATA,
    /** The same large object is sent with many items. */
    RESENT_OBJECT,
    /** The function is called with equal arguments again and again. */
    REPEATED_CALLS,
    /** The chunk size set by hand is far too small or far too large. */
    CHUNK_SIZE,
    /** One item runs much longer than all others. */
    STRAGGLER,
    /** The workers wait for the input. */
    SLOW_INPUT,
    /** The workers wait for who takes the results. */
    SLOW_TAKING,
    /** There are more workers than cores, and the work needs a core all the time. */
    MORE_WORKERS_THAN_CORES
  }

  @Override
  public String toString() {
    return evidence + " " + remedy;
  }
}
