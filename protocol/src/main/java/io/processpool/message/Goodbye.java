package io.processpool.message;

/**
 * Worker to coordinator, last of all: what crossed my end of the socket, this frame included.
 *
 * @param framesOut frames sent to the coordinator
 * @param bytesOut bytes sent to the coordinator
 * @param framesIn frames received
 * @param bytesIn bytes received
 */
public record Goodbye(long framesOut, long bytesOut, long framesIn, long bytesIn)
    implements Message {
  @Override
  public MessageType type() {
    return MessageType.GOODBYE;
  }
}
