package io.processpool.frame;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the bytes of a {@link FrameSender} go. Called by one thread at a time, of those that flush;
 * no method blocks.
 */
public interface Outlet {

  /**
   * Takes as many of these bytes as it can at once.
   *
   * @throws IOException if the connection is of no use any more
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * It has not taken all. It calls {@link FrameSender#resume} when it can take more, on any thread.
   *
   * @param rest what is left; offered again then, unless it is taken now
   */
  void full(ByteBuffer rest);

  /** All is written, and nothing follows. */
  void close();

  /** Nothing can be written any more. */
  void broken(Throwable cause);
}
