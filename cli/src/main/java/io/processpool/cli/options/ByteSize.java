package io.processpool.cli.options;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory. Immutable.
 *
 * @param bytes 1 or more
 */
public record ByteSize(long bytes) {

  /** Reads {@code 512m}, {@code 1g}, {@code 65536k} and plain bytes. */
  static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      int shift =
          switch (lower.isEmpty() ? ' ' : lower.charAt(lower.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
          };
      try {
        long number = Long.parseLong(shift == 0 ? lower : lower.substring(0, lower.length() - 1));
        if (number >= 1 && number <= Long.MAX_VALUE >> shift) {
          return new ByteSize(number << shift);
        }
      } catch (NumberFormatException e) {
        throw refusal(text);
      }
      throw refusal(text);
    }

    private static TypeConversionException refusal(String text) {
      return new TypeConversionException(text + " (expected: a size such as 512m or 1g)");
    }
  }
}
