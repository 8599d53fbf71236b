package io.processpool.codec;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/**
 * Random bytes for secrets, from the system's generator where it is a file: what the JDK's own
 * reads too, once it has loaded its list of security providers.
 */
public final class Unguessable {

  private static final String DEVICE = "/dev/urandom";

  private Unguessable() {}

  /**
   * Fresh bytes.
   *
   * @param count how many
   * @return as many
   */
  public static byte[] bytes(int count) {
    try (InputStream device = new FileInputStream(DEVICE)) {
      byte[] bytes = device.readNBytes(count);
      if (bytes.length == count) {
        return bytes;
      }
    } catch (IOException e) {
      // Not every system has one.
    }
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
