package io.processpool.cli.options;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 30s}, {@code 1.5m}, {@code 2h} and ISO durations. */
final class TimeLimit implements ITypeConverter<Duration> {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Duration limit = read(text.toLowerCase(Locale.ROOT), text);
    if (limit.isNegative() || limit.isZero()) {
      throw refusal(text);
    }
    return limit;
  }

  private static Duration read(String lower, String text) {
    Matcher matcher = SHORT.matcher(lower);
    if (matcher.matches()) {
      double seconds =
          switch (matcher.group(2)) {
            case "ms" -> 0.001;
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
          };
      return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * seconds * 1e9));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw refusal(text);
    }
  }

  private static TypeConversionException refusal(String text) {
    return new TypeConversionException(
        text + " (expected: a time above 0 such as 500ms, 30s, 5m or 2h)");
  }
}
