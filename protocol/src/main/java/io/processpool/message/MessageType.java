package io.processpool.message;

/** The kinds of message; the number is the type byte of their frame. */
public enum MessageType {
  /** {@link Hello}. */
  HELLO(1),
  /** {@link Challenge}. */
  CHALLENGE(2),
  /** {@link Proof}. */
  PROOF(3),
  /** {@link Welcome}. */
  WELCOME(4),
  /** {@link Ready}. */
  READY(5),
  /** {@link StartFailed}. */
  START_FAILED(6),
  /** {@link OpenJob}. */
  OPEN_JOB(7),
  /** {@link RunChunk}. */
  RUN_CHUNK(8),
  /** {@link ItemsDone}. */
  ITEMS_DONE(9),
  /** {@link CancelJob}. */
  CANCEL_JOB(10),
  /** {@link CloseJob}. */
  CLOSE_JOB(11),
  /** {@link Shutdown}. */
  SHUTDOWN(12),
  /** {@link Goodbye}. */
  GOODBYE(13),
  /** {@link Grown}. */
  GROWN(14),
  /** {@link RecallChunk}. */
  RECALL_CHUNK(15),
  /** {@link ChunkReturned}. */
  CHUNK_RETURNED(16);

  private final int number;

  MessageType(int number) {
    this.number = number;
  }

  /** The byte on the wire. */
  public int number() {
    return number;
  }
}
