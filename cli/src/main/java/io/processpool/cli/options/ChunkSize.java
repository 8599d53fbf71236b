package io.processpool.cli.options;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many items travel together. Immutable.
 *
 * @param items empty if the pool chooses
 */
public record ChunkSize(OptionalInt items) {

  static final ChunkSize AUTO = new ChunkSize(OptionalInt.empty());

  @Override
  public String toString() {
    return items.isPresent() ? String.valueOf(items.getAsInt()) : "auto";
  }

  /** Reads {@code auto} and counts. */
  static final class Converter implements ITypeConverter<ChunkSize> {
    @Override
    public ChunkSize convert(String text) {
      if (text.equalsIgnoreCase("auto")) {
        return AUTO;
      }
      try {
        int items = Integer.parseInt(text);
        if (items >= 1) {
          return new ChunkSize(OptionalInt.of(items));
        }
      } catch (NumberFormatException e) {
        throw refusal(text);
      }
      throw refusal(text);
    }

    private static TypeConversionException refusal(String text) {
      return new TypeConversionException(text + " (expected: 1 or more, or auto)");
    }
  }
}
