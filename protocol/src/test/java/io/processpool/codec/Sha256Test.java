package io.processpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

  @Test
  void shouldBeTheDigestOfTheStandard() {
    assertThat(hex(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void shouldBeThatOfTheJdkForEveryLength() throws NoSuchAlgorithmException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    MessageDigest jdk = MessageDigest.getInstance("SHA-256");
    for (int length = 0; length < 1_000; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      assertThat(Sha256.digest(message))
          .as("seed %d, %d bytes", seed, length)
          .isEqualTo(jdk.digest(message));
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(Sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
