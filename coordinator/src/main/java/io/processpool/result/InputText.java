package io.processpool.result;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An item as an error shows it: short, and safe against what its own toString does. */
final class InputText {

  private static final int LONGEST = 80;
  private static final int FEW = 3;

  private InputText() {}

  static String of(@Nullable Object item) {
    if (item instanceof Object[] few && few.length <= FEW) {
      return Arrays.stream(few).map(InputText::single).collect(Collectors.joining(", ", "[", "]"));
    }
    return single(item);
  }

  private static String single(@Nullable Object item) {
    if (item == null) {
      return "null";
    }
    String type = item.getClass().getTypeName();
    if (item.getClass().isArray()) {
      return item.getClass().getComponentType().getTypeName() + "[" + Array.getLength(item) + "]";
    }
    try {
      if (item instanceof Collection<?> many) {
        return type + " of " + many.size();
      }
      if (item instanceof Map<?, ?> many) {
        return type + " of " + many.size();
      }
      return shorten(item.toString());
    } catch (Throwable e) { // whatever the user's code throws
      return type + " (its toString threw " + e.getClass().getName() + ")";
    }
  }

  private static String shorten(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
