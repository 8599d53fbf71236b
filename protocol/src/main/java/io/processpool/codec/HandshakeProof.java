package io.processpool.codec;

import io.processpool.message.Challenge;
import io.processpool.message.Hello;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What each side computes to show that it holds the worker's token: HMAC-SHA-256 over its role,
 * both nonces and the worker's claim. The role stops a reflected proof, the nonces stop a replayed
 * one. RFC 2104, over the JDK's digest: its own {@code Mac} loads every security provider first,
 * which is a fifth of a worker's start.
 */
public final class HandshakeProof {

  /** The length of a token and of a nonce. */
  public static final int SECRET_BYTES = 32;

  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private HandshakeProof() {}

  /** Fresh unguessable bytes. */
  public static byte[] randomBytes() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** What the coordinator sends in {@link Challenge}. */
  public static byte[] ofCoordinator(byte[] token, Hello hello, byte[] coordinatorNonce) {
    return compute("processpool coordinator", token, hello, coordinatorNonce);
  }

  /** What the worker sends in {@link io.processpool.message.Proof}. */
  public static byte[] ofWorker(byte[] token, Hello hello, byte[] coordinatorNonce) {
    return compute("processpool worker", token, hello, coordinatorNonce);
  }

  /** Compares in a time that does not depend on where they differ. */
  public static boolean matches(byte[] expected, byte[] actual) {
    return MessageDigest.isEqual(expected, actual);
  }

  private static byte[] compute(String role, byte[] token, Hello hello, byte[] coordinatorNonce) {
    MessageDigest digest = sha256();
    digest.update(padded(token, INNER));
    digest.update(role.getBytes(StandardCharsets.US_ASCII));
    digest.update(hello.nonce());
    digest.update(coordinatorNonce);
    ByteBuffer claim = ByteBuffer.allocate(16);
    claim.putInt(hello.version()).putInt(hello.worker()).putLong(hello.pid());
    byte[] inner = digest.digest(claim.array());
    digest.update(padded(token, OUTER));
    return digest.digest(inner);
  }

  /** Of RFC 2104, for keys that are no longer than a block. */
  private static byte[] padded(byte[] key, byte pad) {
    if (key.length > BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "token: " + key.length + " bytes (expected: at most " + BLOCK_BYTES + ")");
    }
    byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
    for (int i = 0; i < BLOCK_BYTES; i++) {
      block[i] ^= pad;
    }
    return block;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
