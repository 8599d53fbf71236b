package io.processpool.cli.lesson.pitfall;

import io.processpool.cli.options.UsageException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Some of the pitfalls. Immutable.
 *
 * @param first the first
 * @param last the last, not before the first
 */
record Numbers(int first, int last) {

  static final Numbers ALL = new Numbers(1, 5);

  private static final Pattern NUMBERS = Pattern.compile("([1-5])(?:-([1-5]))?");

  /**
   * Reads {@code 3} and {@code 2-4}. Not a converter: picocli takes what one refuses for an
   * argument too many.
   */
  static Numbers parse(String text) {
    Matcher matcher = NUMBERS.matcher(text);
    if (matcher.matches()) {
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first <= last) {
        return new Numbers(first, last);
      }
    }
    throw new UsageException(text + " (expected: 1 to 5, or a range such as 2-4)");
  }

  List<Integer> all() {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }
}
