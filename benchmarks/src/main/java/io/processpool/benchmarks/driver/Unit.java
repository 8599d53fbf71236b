package io.processpool.benchmarks.driver;

import java.util.Locale;

/** How a figure is printed, the same in every locale. */
enum Unit {
  TIME {
    @Override
    String text(double seconds) {
      if (seconds >= 1) {
        return number(seconds) + " s";
      }
      return seconds >= 1e-3 ? number(seconds * 1e3) + " ms" : number(seconds * 1e6) + " µs";
    }
  },
  MIB {
    @Override
    String text(double value) {
      return number(value) + " MiB";
    }
  },
  ITEMS {
    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%,.0f items", value);
    }
  };

  abstract String text(double value);

  /** About three digits. */
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
