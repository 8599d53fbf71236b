package io.processpool.cli.etl;

import io.processpool.cli.options.UsageException;
import io.processpool.cli.wav.SineWave;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of {@code etl} alone. Filled by picocli, then only read. */
final class EtlOptions {

  private static final int TUTORIAL_FILES = 24;
  private static final double TUTORIAL_SECONDS = 240;
  private static final int TUTORIAL_RATE_HZ = 44_100;
  private static final double TUTORIAL_FREQUENCY_HZ = 440;
  private static final int MAX_FILES = 1_000_000;

  @ArgGroup(validate = false, order = 10, heading = "%nThe work:%n")
  private final Work work = new Work();

  @ArgGroup(validate = false, order = 20, heading = "%nThe sounds it makes without an input:%n")
  private final Sounds sounds = new Sounds();

  private static final class Work {
    @Option(
        names = "--noise",
        paramLabel = "DEVIATION",
        description = "Standard deviation of the noise, full scale being 1 (default: 0.1).")
    private double noise = 0.1;

    @Option(
        names = "--seed",
        paramLabel = "N",
        description = "Where the noise begins; equal seeds give equal files (default: drawn).")
    private @Nullable Long seed;

    @Option(
        names = "--order",
        paramLabel = "map|imap|unordered",
        description = "Take results all at once, in order, or as they finish (default: unordered).")
    private Order order = Order.UNORDERED;

    @Option(
        names = "--mode",
        paramLabel = "processes|threads|sequential",
        description = "Where the work is done (default: processes).")
    private Mode mode = Mode.PROCESSES;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Where outputs go, made if missing (default: beside each input).")
    private @Nullable Path out;

    @Option(
        names = "--profile",
        description =
            "Record all workers with the flight recorder and show in which methods they spend their"
                + " time; makes their start about a second longer and the work a few percent.")
    private boolean profile;
  }

  private static final class Sounds {
    @Option(
        names = "--generate",
        paramLabel = "N",
        description = "How many (default: 24). Those that are there already are kept.")
    private @Nullable Integer files;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each is (default: 240).")
    private @Nullable Double seconds;

    @Option(
        names = "--rate",
        paramLabel = "HZ",
        description = "Samples per second (default: 44100).")
    private @Nullable Integer rate;

    @Option(
        names = "--frequency",
        paramLabel = "HZ",
        description = "Of the sine wave (default: 440).")
    private @Nullable Double frequency;

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description = "Where they are, made if missing (default: sounds).")
    private @Nullable Path dir;

    private boolean anyGiven() {
      return files != null || seconds != null || rate != null || frequency != null || dir != null;
    }
  }

  /**
   * Checks what picocli cannot.
   *
   * @param inputsGiven whether there are files or folders on the command line
   * @throws UsageException naming the option, its value and what is expected
   */
  void check(boolean inputsGiven) {
    if (inputsGiven && sounds.anyGiven()) {
      throw new UsageException(
          "--generate, --seconds, --rate, --frequency and --dir make sounds, but files or folders"
              + " were given too (expected: one or the other)");
    }
    require(work.noise >= 0 && work.noise <= 1000, "--noise", work.noise, "0 to 1000");
    require(files() >= 1 && files() <= MAX_FILES, "--generate", files(), "1 to " + MAX_FILES);
    SineWave wave = wave();
    require(wave.rate() >= 1, "--rate", wave.rate(), "1 Hz or more");
    require(
        wave.seconds() >= 0 && wave.fileBytes() <= 0xFFFF_FFFFL,
        "--seconds",
        wave.seconds(),
        "0 s or more, in a file below 4 GiB");
    require(
        wave.frequency() >= 0 && wave.frequency() <= wave.rate() / 2.0,
        "--frequency",
        wave.frequency(),
        "0 Hz to half of --rate");
  }

  private static void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw new UsageException(option + ": " + value + " (expected: " + expected + ")");
    }
  }

  double noise() {
    return work.noise;
  }

  OptionalLong seed() {
    return work.seed == null ? OptionalLong.empty() : OptionalLong.of(work.seed);
  }

  Order order() {
    return work.order;
  }

  Mode mode() {
    return work.mode;
  }

  boolean profile() {
    return work.profile;
  }

  Optional<Path> out() {
    return Optional.ofNullable(work.out);
  }

  int files() {
    return sounds.files == null ? TUTORIAL_FILES : sounds.files;
  }

  SineWave wave() {
    return new SineWave(
        sounds.seconds == null ? TUTORIAL_SECONDS : sounds.seconds,
        sounds.rate == null ? TUTORIAL_RATE_HZ : sounds.rate,
        sounds.frequency == null ? TUTORIAL_FREQUENCY_HZ : sounds.frequency);
  }

  Path dir() {
    return sounds.dir == null ? Path.of("sounds") : sounds.dir;
  }
}
