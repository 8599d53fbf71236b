package io.processpool.advice;

import java.util.Locale;

/** Numbers as a sentence has them. */
final class Text {

  private static final String[] BYTE_UNITS = {"KiB", "MiB", "GiB", "TiB"};

  private Text() {}

  static String time(double seconds) {
    if (seconds < 9.95e-6) {
      return format("%.1f µs", seconds * 1e6);
    }
    if (seconds < 0.9995e-3) {
      return format("%.0f µs", seconds * 1e6);
    }
    if (seconds < 9.95e-3) {
      return format("%.1f ms", seconds * 1e3);
    }
    return seconds < 0.9995 ? format("%.0f ms", seconds * 1e3) : format("%.1f s", seconds);
  }

  static String bytes(double bytes) {
    if (bytes < 1024) {
      return format("%.0f B", bytes);
    }
    double size = bytes / 1024;
    int unit = 0;
    while (size >= 1023.95 && unit < BYTE_UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return format("%.1f %s", size, BYTE_UNITS[unit]);
  }

  static String percent(double share) {
    return format("%.0f %%", share * 100);
  }

  static String count(long number, String one, String many) {
    return number == 1 ? "1 " + one : format("%,d %s", number, many);
  }

  static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
