package io.processpool.frame;

/**
 * The header of every frame, 20 bytes, big endian.
 *
 * <pre>
 *  0       2      3       4          8         12                20
 *  +-------+------+-------+----------+---------+-----------------+------ ...
 *  | magic | type | flags | body len |   job   |      lease      | body
 *  +-------+------+-------+----------+---------+-----------------+------ ...
 * </pre>
 *
 * <p>Job and lease are 0 where a frame belongs to none. A lease is one sending of one chunk; its
 * number is never used again, so an answer that comes late or twice is known by it.
 */
public final class FrameLayout {

  /** The first two bytes of a frame: {@code PP}. */
  public static final int MAGIC = 0x5050;

  /** The bytes of a header. */
  public static final int HEADER_BYTES = 20;

  /** The largest body before the handshake. */
  public static final int HANDSHAKE_BODY_BYTES = 1024;

  /** The largest body after the handshake. */
  public static final int MAX_BODY_BYTES = 272 << 20;

  static final int TYPE_OFFSET = 2;
  static final int FLAGS_OFFSET = 3;
  static final int LENGTH_OFFSET = 4;
  static final int JOB_OFFSET = 8;
  static final int LEASE_OFFSET = 12;

  private FrameLayout() {}
}
