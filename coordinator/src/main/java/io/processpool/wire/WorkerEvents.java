package io.processpool.wire;

import io.processpool.message.ChunkReturned;
import io.processpool.message.Goodbye;
import io.processpool.message.Grown;
import io.processpool.message.ItemsDone;
import io.processpool.message.RemoteFailure;

/** Told what one worker says. Called on the event loop; must not block. */
public interface WorkerEvents {

  /** It has proven who it is. */
  void connected(SocketWorkerClient client);

  /** It is initialized. */
  void ready();

  /** Its initializer failed; it ends. */
  void startFailed(RemoteFailure failure);

  /** It answered for items, with a frame of that many bytes. */
  void itemsDone(ItemsDone done, long bytes);

  /** All that came in one read has been told. */
  default void readEnded() {}

  /** It has given a chunk back unbegun, with a frame of that many bytes. */
  void returned(ChunkReturned returned, long bytes);

  /** It holds more memory than it may. */
  void grown(Grown grown);

  /** It counted its end of the socket and ends. */
  void goodbye(Goodbye goodbye);

  /**
   * The connection is over; nothing comes any more.
   *
   * @param reason what broke it, empty if the other side just ended it
   */
  void closed(String reason);
}
