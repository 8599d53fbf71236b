package io.processpool.job;

import static io.processpool.testing.ScriptedBackend.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.JobOptions;
import io.processpool.backend.Chunk;
import io.processpool.message.ItemsDone;
import io.processpool.testing.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;

/** Random lives of chunks: partial answers, double answers, deaths at any item, late answers. */
class ItemLedgerPropertyTest {

  private static final int ITEMS = 300;
  private static final int MAX_ATTEMPTS = 3;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final ItemLedger<String> ledger =
      new ItemLedger<>(1, JobOptions.defaults().maxAttempts(MAX_ATTEMPTS), false);
  private final List<Chunk> open = new ArrayList<>();
  private final List<Chunk> closed = new ArrayList<>();
  private final int[] answers = new int[ITEMS];
  private final int[] deaths = new int[ITEMS];
  private final int[] values = new int[ITEMS];
  private int next;

  @RepeatedTest(50)
  void shouldAnswerEveryItemExactlyOnceAndChargeOnlyTheOneThatRan() {
    System.out.println("seed " + seed);
    while (next < ITEMS || !open.isEmpty()) {
      step();
    }
    for (int i = 0; i < ITEMS; i++) {
      assertThat(answers[i]).as("answers of item %d, seed %d", i, seed).isEqualTo(1);
      assertThat(deaths[i]).as("deaths of item %d, seed %d", i, seed).isBetween(0, MAX_ATTEMPTS);
      assertThat(values[i] == 0)
          .as("item %d failed, seed %d", i, seed)
          .isEqualTo(deaths[i] == MAX_ATTEMPTS);
    }
    assertThat(ledger.openItems()).isZero();
    assertThat(ledger.openChunks()).isZero();
  }

  private void step() {
    if (next < ITEMS && (open.isEmpty() || random.nextInt(3) == 0)) {
      int count = Math.min(ITEMS - next, 1 + random.nextInt(20));
      open.add(ledger.open(ItemLedgerTest.cut(next, count)));
      next += count;
      return;
    }
    if (!closed.isEmpty() && random.nextInt(4) == 0) {
      sayLate();
      return;
    }
    live(open.remove(random.nextInt(open.size())));
  }

  /** A worker runs the chunk's items in order; some answers it sends, then it ends or dies. */
  private void live(Chunk chunk) {
    boolean[] said = new boolean[chunk.size()];
    boolean dies = random.nextInt(3) == 0;
    int runs = dies ? random.nextInt(chunk.size()) : chunk.size();
    for (int position = 0; position < runs; position++) {
      if (!dies || random.nextBoolean()) {
        say(chunk, position);
        said[position] = true;
        if (random.nextInt(4) == 0) {
          say(chunk, position);
        }
      }
    }
    boolean idle = dies && random.nextInt(3) == 0;
    int running = idle ? -1 : runs;
    if (dies && !idle) {
      deaths[(int) chunk.indexes().get(runs)]++;
    }
    checkAttempts(chunk);
    List<Chunk> again =
        ledger.ended(
            chunk,
            dies ? ItemLedgerTest.lost(running) : ItemLedgerTest.completed(),
            this::answered);
    again.forEach(each -> assertThat(each.repeated()).isTrue());
    open.addAll(again);
    closed.add(chunk);
  }

  private void checkAttempts(Chunk chunk) {
    for (int i = 0; i < chunk.size(); i++) {
      int index = (int) chunk.indexes().get(i);
      assertThat((int) chunk.attempts().get(i))
          .as("attempt of item %d, seed %d", index, seed)
          .isBetween(deaths[index], deaths[index] + 1);
    }
  }

  private void say(Chunk chunk, int position) {
    ItemsDone done =
        random.nextInt(10) == 0
            ? Blocks.failed(1, false, position, "no")
            : Blocks.done(1, false, position);
    ledger.itemsDone(chunk, WORKER, done, run -> each(run, this::answered));
  }

  private static void each(AnswerRun<String> run, Consumer<Answer<String>> told) {
    for (int i = 0; i < run.count(); i++) {
      told.accept(run.get(i));
    }
  }

  private void sayLate() {
    Chunk chunk = closed.get(random.nextInt(closed.size()));
    ledger.itemsDone(
        chunk,
        WORKER,
        Blocks.done(1, true, random.nextInt(chunk.size())),
        run -> each(run, this::answeredLate));
  }

  private void answered(Answer<String> answer) {
    int index = (int) answer.index();
    answers[index]++;
    values[index] += answer.ending() instanceof Answer.Lost ? 0 : 1;
    assertThat(answer.item()).isEqualTo("i" + index);
    assertThat(answer.attempt())
        .as("attempt of item %d, seed %d", index, seed)
        .isEqualTo(answer.ending() instanceof Answer.Lost ? MAX_ATTEMPTS : deaths[index] + 1);
  }

  private void answeredLate(Answer<String> answer) {
    throw new AssertionError("late answer was taken: " + answer + ", seed " + seed);
  }
}
