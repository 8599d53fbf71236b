package io.processpool.message;

/**
 * Worker to coordinator: here is my proof.
 *
 * @param proof the worker's HMAC over both nonces and its claim
 */
public record Proof(byte[] proof) implements Message {
  @Override
  public MessageType type() {
    return MessageType.PROOF;
  }
}
