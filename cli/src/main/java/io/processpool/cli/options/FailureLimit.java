package io.processpool.cli.options;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many items may fail. Immutable.
 *
 * @param amount a count, or per cent of all items
 * @param percent which of the two
 */
public record FailureLimit(double amount, boolean percent) {

  /**
   * Whether this is too much.
   *
   * @param failed failures so far
   * @param items all items of the job
   * @return true from the first failure beyond the limit
   */
  public boolean isExceeded(long failed, long items) {
    return failed > (percent ? amount * items / 100 : amount);
  }

  /** Reads {@code 3} and {@code 10%}. */
  static final class Converter implements ITypeConverter<FailureLimit> {
    @Override
    public FailureLimit convert(String text) {
      boolean percent = text.endsWith("%");
      String number = percent ? text.substring(0, text.length() - 1) : text;
      try {
        double amount = percent ? Double.parseDouble(number) : Integer.parseInt(number);
        if (amount >= 0 && (!percent || amount <= 100)) {
          return new FailureLimit(amount, percent);
        }
      } catch (NumberFormatException e) {
        throw refusal(text);
      }
      throw refusal(text);
    }

    private static TypeConversionException refusal(String text) {
      return new TypeConversionException(
          String.format(
              Locale.ROOT, "%s (expected: a count such as 3, or a share such as 10%%)", text));
    }
  }
}
