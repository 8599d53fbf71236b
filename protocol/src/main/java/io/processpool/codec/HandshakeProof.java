package io.processpool.codec;

import io.processpool.message.Challenge;
import io.processpool.message.Hello;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What each side computes to show that it holds the worker's token: HMAC-SHA-256 over its role,
 * both nonces and the worker's claim. The role stops a reflected proof, the nonces stop a replayed
 * one. RFC 2104.
 */
public final class HandshakeProof {

  /** The length of a token and of a nonce. */
  public static final int SECRET_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private HandshakeProof() {}

  /** Fresh unguessable bytes. */
  public static byte[] randomBytes(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
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
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token, ALGORITHM));
      mac.update(role.getBytes(StandardCharsets.US_ASCII));
      mac.update(hello.nonce());
      mac.update(coordinatorNonce);
      ByteBuffer claim = ByteBuffer.allocate(16);
      claim.putInt(hello.version()).putInt(hello.worker()).putLong(hello.pid());
      return mac.doFinal(claim.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
