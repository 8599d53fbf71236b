package io.processpool.message;

/**
 * Worker to coordinator, first of all: who I say I am. Nothing is proven yet.
 *
 * @param version the protocol I speak
 * @param worker my number, told by the command that started me
 * @param pid my process
 * @param nonce 32 fresh random bytes
 */
public record Hello(int version, int worker, long pid, byte[] nonce) implements Message {
  @Override
  public MessageType type() {
    return MessageType.HELLO;
  }
}
