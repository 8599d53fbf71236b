package io.processpool.cli.lesson.pitfall;

import io.processpool.cli.lesson.Bench;
import io.processpool.cli.lesson.BusyWork;
import io.processpool.cli.lesson.Demonstration;
import io.processpool.cli.lesson.Figures;
import io.processpool.cli.lesson.Lesson;
import io.processpool.cli.lesson.Measured;
import io.processpool.cli.lesson.Row;
import io.processpool.cli.lesson.pitfall.ChunkRun.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Pitfall 5: chunks of the wrong size. */
final class ChunkPitfall implements Lesson {

  private static final int DEFAULT_ITEMS = 1_000;
  private static final int ITEMS_PER_WORKER = 100;
  private static final int[] SIZES = {1, 4, 16, 64, 256};
  private static final int ITEM_MICROS = 30;
  private static final String SIZE = "chunk_size";
  private static final String HELD = "held_bytes";

  private final int wantedItems;
  private final Set<Integer> hashes = new HashSet<>();

  ChunkPitfall(int items) {
    this.wantedItems = items;
  }

  @Override
  public String title() {
    return "Pitfall 5: the size of chunks";
  }

  @Override
  public String about() {
    return "Sends short items with results of "
        + Figures.bytes(ChunkRun.RESULT_LONGS * (double) Long.BYTES)
        + " in chunks of one up to all in one, taken with map and with imap, and lets the pool"
        + " choose. Held bytes are what this process keeps of results at most, looked at in a run"
        + " of its own.";
  }

  @Override
  public List<Demonstration> show(Bench bench) {
    int least = Math.max(DEFAULT_ITEMS, ITEMS_PER_WORKER * bench.workers());
    List<Integer> items =
        IntStream.range(0, wantedItems > 0 ? wantedItems : least).boxed().toList();
    long steps = (long) (ITEM_MICROS * BusyWork.stepsPerMicrosecond(bench.ticker()));
    List<Row> map = new ArrayList<>();
    List<Row> imap = new ArrayList<>();
    for (OptionalInt size : sizes(items.size())) {
      map.add(row(bench, new ChunkRun(bench.pool(), items, steps, Way.MAP, size)));
      imap.add(row(bench, new ChunkRun(bench.pool(), items, steps, Way.IMAP, size)));
    }
    List<Row> rows = new ArrayList<>(map);
    rows.addAll(imap);
    String conclusion =
        curve("With map", map) + "; " + curve("with imap", imap) + "; " + memory(map, imap);
    return List.of(new Demonstration("pitfall-5", hashes.size() == 1, rows, conclusion));
  }

  /** The last one is the pool's own choice. */
  private static List<OptionalInt> sizes(int items) {
    List<OptionalInt> sizes = new ArrayList<>();
    IntStream.of(SIZES).filter(size -> size < items).mapToObj(OptionalInt::of).forEach(sizes::add);
    sizes.add(OptionalInt.of(items));
    sizes.add(OptionalInt.empty());
    return sizes;
  }

  private Row row(Bench bench, ChunkRun run) {
    Measured<Integer> measured = bench.measure(run::run);
    hashes.add(measured.result());
    long chunks = measured.last().report().map(report -> report.chunks()).orElse(1L);
    return measured
        .row(run.name(), run.items().size(), "hash " + Integer.toHexString(measured.result()))
        .with(SIZE, (double) run.items().size() / Math.max(1, chunks))
        .with(HELD, run.heldBytes());
  }

  private static String curve(String way, List<Row> rows) {
    Row one = rows.get(0);
    Row all = rows.get(rows.size() - 2);
    Row auto = rows.get(rows.size() - 1);
    Row best =
        rows.subList(0, rows.size() - 1).stream()
            .min(Comparator.comparingDouble(row -> row.seconds().median()))
            .orElse(one);
    return ("%s, %s were best at %s (one item a chunk %s, all in one %s) and auto, at %s items a"
            + " chunk, took %s, %s times the best")
        .formatted(
            way,
            best.variant().substring(best.variant().indexOf("chunks")),
            Figures.seconds(best.seconds().median()),
            Figures.seconds(one.seconds().median()),
            Figures.seconds(all.seconds().median()),
            Figures.number(auto.number(SIZE)),
            Figures.seconds(auto.seconds().median()),
            Figures.number(auto.seconds().median() / best.seconds().median()));
  }

  private static String memory(List<Row> map, List<Row> imap) {
    Row one = map.get(0);
    Row all = map.get(map.size() - 2);
    return ("frames to workers went from %s to %s, and imap held %s with one item a chunk and %s"
            + " with all in one, where map held %s.")
        .formatted(
            Figures.count(one.wire().framesOut()),
            Figures.count(all.wire().framesOut()),
            Figures.bytes(imap.get(0).number(HELD)),
            Figures.bytes(imap.get(imap.size() - 2).number(HELD)),
            Figures.bytes(all.number(HELD)));
  }
}
