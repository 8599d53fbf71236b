package io.processpool.cli.lesson.pitfall;

import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.LessonOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How much the pitfalls work on. Filled by picocli, then only read. */
final class PitfallSizes {

  @ArgGroup(validate = false, order = 10, heading = "%nSizes:%n")
  private final Sizes sizes = new Sizes();

  private static final class Sizes {
    @Option(
        names = "--numbers",
        paramLabel = "N",
        description = "Pitfall 1: how many numbers are multiplied by ten (default: 100000).")
    private int numbers = 100_000;

    @Option(
        names = "--array-kib",
        paramLabel = "KIB",
        description = "Pitfall 3: how large the array is (default: 4096).")
    private int arrayKib = 4096;

    @Option(
        names = "--array-items",
        paramLabel = "N",
        description = "Pitfall 3: how many items need it (default: 16, at least two a worker).")
    private int arrayItems;

    @Option(
        names = "--fibonacci",
        paramLabel = "N",
        description = "Pitfall 4: how many Fibonacci numbers (default: 10000).")
    private int fibonacci = 10_000;

    @Option(
        names = "--chunk-items",
        paramLabel = "N",
        description = "Pitfall 5: how many items (default: 1000, at least a hundred a worker).")
    private int chunkItems;
  }

  void check() {
    LessonOptions.requireRange("--numbers", sizes.numbers, 1, 10_000_000);
    LessonOptions.requireRange("--array-kib", sizes.arrayKib, 1, 65_536);
    LessonOptions.requireRange("--array-items", sizes.arrayItems, 0, 100_000);
    LessonOptions.requireRange("--fibonacci", sizes.fibonacci, 1, 100_000);
    LessonOptions.requireRange("--chunk-items", sizes.chunkItems, 0, 1_000_000);
  }

  /** The pitfall of this number, 1 to 5. */
  Lesson pitfall(int number) {
    return switch (number) {
      case 1 -> new OverheadPitfall(sizes.numbers);
      case 2 -> new RefusalPitfall();
      case 3 -> new DataPitfall(sizes.arrayKib, sizes.arrayItems);
      case 4 -> new RepetitionPitfall(sizes.fibonacci);
      case 5 -> new ChunkPitfall(sizes.chunkItems);
      default -> throw new IllegalArgumentException(number + " (expected: 1 to 5)");
    };
  }
}
