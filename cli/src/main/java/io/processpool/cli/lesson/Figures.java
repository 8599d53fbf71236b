package io.processpool.cli.lesson;

import java.util.Locale;

/** Numbers for people, the same in every locale. */
public final class Figures {

  private Figures() {}

  /**
   * A time.
   *
   * @param seconds how long
   * @return three digits and a unit
   */
  public static String seconds(double seconds) {
    if (seconds >= 1) {
      return number(seconds) + " s";
    }
    return seconds >= 1e-3 ? number(seconds * 1e3) + " ms" : number(seconds * 1e6) + " µs";
  }

  /**
   * A number with about three digits.
   *
   * @param value 0 or more
   * @return such as 0.12, 3.45, 67.8, 1,234
   */
  public static String number(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /**
   * A count.
   *
   * @param value any
   * @return all its digits
   */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * An amount of bytes.
   *
   * @param bytes 0 or more
   * @return three digits and a unit
   */
  public static String bytes(double bytes) {
    if (bytes < 1024) {
      return number(bytes) + " bytes";
    }
    return bytes < 1024 * 1024
        ? number(bytes / 1024) + " KiB"
        : number(bytes / (1024 * 1024)) + " MiB";
  }

  /**
   * A factor between two measurements as a phrase.
   *
   * @param factor how many times as fast
   * @return such as "1.9 times as fast as"
   */
  public static String timesAsFast(double factor) {
    return number(factor) + " times as fast as";
  }
}
