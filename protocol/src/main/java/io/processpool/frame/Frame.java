package io.processpool.frame;

/**
 * One frame. On the way out the body is in two parts, so that large payloads are not copied
 * together; on the way in it is all in {@code body}.
 *
 * @param type the kind of message, 1 to 255
 * @param flags eight bits for the message's use
 * @param job the job or 0
 * @param lease the lease or 0
 * @param body the first part of the body
 * @param tail holds the second part of the body
 * @param tailOffset where the second part begins
 * @param tailLength how long it is
 */
public record Frame(
    int type,
    int flags,
    int job,
    long lease,
    byte[] body,
    byte[] tail,
    int tailOffset,
    int tailLength) {

  private static final byte[] NO_BYTES = new byte[0];

  /** A frame whose body is in one part. */
  public static Frame whole(int type, int flags, int job, long lease, byte[] body) {
    return new Frame(type, flags, job, lease, body, NO_BYTES, 0, 0);
  }

  /** The same header with a body in two parts. */
  public Frame withBody(byte[] first, byte[] tail, int tailOffset, int tailLength) {
    return new Frame(type, flags, job, lease, first, tail, tailOffset, tailLength);
  }

  /** The length of the body. */
  public long bodyBytes() {
    return (long) body.length + tailLength;
  }

  /** The bytes it takes on the socket. */
  public long wireBytes() {
    return FrameLayout.HEADER_BYTES + bodyBytes();
  }

  @Override
  public String toString() {
    return "Frame[type " + type + ", job " + job + ", lease " + lease + ", " + wireBytes() + " B]";
  }
}
