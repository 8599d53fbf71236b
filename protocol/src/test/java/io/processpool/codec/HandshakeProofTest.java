package io.processpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.Hello;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandshakeProofTest {

  private final byte[] token = filled(0);
  private final byte[] nonce = filled(0x40);
  private final Hello hello = new Hello(1, 3, 4711, filled(0x10));

  @Test
  void shouldBeTheHmacOfRoleNoncesAndClaim() {
    // Computed by another implementation.
    assertThat(HexFormat.of().formatHex(HandshakeProof.ofCoordinator(token, hello, nonce)))
        .isEqualTo("3fca8110a95f98b3af45bda2152cb2a9b0c256deb1b9da9a46f50deb12161cdd");
    assertThat(HexFormat.of().formatHex(HandshakeProof.ofWorker(token, hello, nonce)))
        .isEqualTo("48b81e835618b94e9b4d3b47168a4a45ed7aa8f013f366f71641572e8217188c");
  }

  @Test
  void shouldDifferWithEverythingItCovers() {
    Set<String> proofs = new HashSet<>();
    List<Hello> claims =
        List.of(
            hello,
            new Hello(2, 3, 4711, filled(0x10)),
            new Hello(1, 4, 4711, filled(0x10)),
            new Hello(1, 3, 4712, filled(0x10)),
            new Hello(1, 3, 4711, filled(0x11)));
    for (Hello claim : claims) {
      for (byte[] key : List.of(token, filled(1))) {
        for (byte[] fresh : List.of(nonce, filled(0x41))) {
          proofs.add(HexFormat.of().formatHex(HandshakeProof.ofWorker(key, claim, fresh)));
          proofs.add(HexFormat.of().formatHex(HandshakeProof.ofCoordinator(key, claim, fresh)));
        }
      }
    }
    assertThat(proofs).hasSize(5 * 2 * 2 * 2);
  }

  @Test
  void shouldMatchOnlyTheWholeProof() {
    byte[] proof = HandshakeProof.ofWorker(token, hello, nonce);
    assertThat(HandshakeProof.matches(proof, proof.clone())).isTrue();
    assertThat(HandshakeProof.matches(proof, new byte[0])).isFalse();
    assertThat(HandshakeProof.matches(proof, Arrays.copyOf(proof, 31))).isFalse();
    assertThat(HandshakeProof.matches(proof, Arrays.copyOf(proof, 33))).isFalse();
    byte[] flipped = proof.clone();
    flipped[31] ^= 1;
    assertThat(HandshakeProof.matches(proof, flipped)).isFalse();
  }

  @Test
  void shouldMakeNoncesThatDoNotRepeat() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      nonces.add(HexFormat.of().formatHex(HandshakeProof.randomBytes()));
    }
    assertThat(nonces).hasSize(1_000).allMatch(each -> each.length() == 64);
  }

  private static byte[] filled(int first) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }
}
