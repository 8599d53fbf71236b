package io.processpool.cli.report;

import io.processpool.api.Advice;
import io.processpool.cli.options.ExitStatus;
import io.processpool.cli.output.WholeFile;
import io.processpool.cli.report.ReportData.Failure;
import io.processpool.cli.report.ReportData.Figure;
import io.processpool.cli.report.ReportData.Head;
import io.processpool.cli.report.ReportData.Note;
import io.processpool.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what a command has to show on a page, if one is wanted. For the main thread. */
public final class Report {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ROOT);

  private static final int SLOWEST = 10;

  private final Optional<Path> file;
  private final List<String> arguments;
  private final Recorders recorders;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Note> advice = new ArrayList<>();
  private final List<Object> demonstrations = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private @Nullable ItemNames names;
  private @Nullable Object profile;

  /** Says what an item is. */
  @FunctionalInterface
  public interface ItemNames {

    /**
     * The item's name.
     *
     * @param job the job's label
     * @param index the position in its input
     * @return what users know it by, empty for what is of no interest
     */
    String nameOf(String job, long index);
  }

  /**
   * Nothing is gathered yet.
   *
   * @param file where the page goes, empty if none is wanted
   * @param arguments the command line
   * @param ticker the clock
   */
  public Report(Optional<Path> file, List<String> arguments, Ticker ticker) {
    this.file = file;
    this.arguments = List.copyOf(arguments);
    this.recorders = new Recorders(file.isPresent(), ticker);
  }

  /**
   * To be told of each pool before it is opened.
   *
   * @return the same every time
   */
  public Recorders recorders() {
    return recorders;
  }

  /**
   * A number that matters, for the top of the page.
   *
   * @param label what it is
   * @param value with its unit
   */
  public void figure(String label, String value) {
    figures.add(new Figure(label, value));
  }

  /**
   * What a pool had to say.
   *
   * @param where to what it applies, empty if that is clear
   * @param said each piece of advice
   */
  public void advise(String where, List<Advice> said) {
    for (Advice each : said) {
      advice.add(new Note(where, each.kind().name(), each.evidence(), each.remedy()));
    }
  }

  /**
   * What a lesson has shown.
   *
   * @param demonstration becomes JSON
   */
  public void demonstration(Object demonstration) {
    demonstrations.add(demonstration);
  }

  /**
   * An item that failed.
   *
   * @param input what it was
   * @param error what happened
   */
  public void failure(String input, String error) {
    failures.add(new Failure(input, error));
  }

  /**
   * What items are.
   *
   * @param known asked about slow ones
   */
  public void itemNames(ItemNames known) {
    names = known;
  }

  /**
   * Where the time went, by method.
   *
   * @param table becomes JSON
   */
  public void profile(Object table) {
    profile = table;
  }

  /**
   * Writes the page, if one is wanted.
   *
   * @param command the command's name
   * @param outcome how it ended, in words
   * @param status the same as a number
   * @throws IOException if it cannot be written
   */
  public void write(String command, String outcome, ExitStatus status) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    Head head =
        new Head(
            command,
            arguments,
            outcome,
            status.code(),
            ZonedDateTime.now(ZoneId.systemDefault()).format(DATE),
            "Java %s, %s %s, %d processors"
                .formatted(
                    Runtime.version().feature(),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors()));
    List<PoolStory> pools = recorders.stories().stream().map(this::named).toList();
    ReportData data =
        new ReportData(head, figures, advice, demonstrations, failures, pools, profile);
    WholeFile.write(file.get(), ReportPage.html(data));
  }

  private PoolStory named(PoolStory pool) {
    ItemNames known = names;
    Stream<PoolStory.SlowOne> slowest = pool.slowest().stream();
    if (known != null) {
      slowest =
          slowest
              .map(slow -> slow.named(known.nameOf(slow.job(), slow.index())))
              .filter(slow -> !slow.item().isEmpty());
    }
    return pool.withSlowest(slowest.limit(SLOWEST).toList());
  }
}
