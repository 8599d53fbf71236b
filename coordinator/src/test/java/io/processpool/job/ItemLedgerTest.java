package io.processpool.job;

import static io.processpool.testing.ScriptedBackend.WORKER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.api.JobOptions;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.chunk.ChunkCutter.Times;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import io.processpool.testing.ScriptedBackend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemLedgerTest {

  private final AnswerList<String> answers = new AnswerList<>();

  static Cut<String> cut(long first, int count) {
    List<String> items = IntStream.range(0, count).mapToObj(i -> "i" + (first + i)).toList();
    return new Cut<>(
        first,
        LongRuns.from(first, count),
        new ArrayList<>(items),
        Blocks.of(items),
        List.of(),
        List.of(),
        new Times(1_000, 0));
  }

  static ChunkOutcome lost(int running) {
    return new ChunkOutcome.Lost(WORKER, running, ScriptedBackend.death());
  }

  static ChunkOutcome completed() {
    return new ChunkOutcome.Completed(WORKER, Blocks.TIMES, 1);
  }

  private Chunk open(ItemLedger<String> ledger, int count) {
    return requireNonNull(ledger.open(cut(0, count)));
  }

  private List<Long> answered() {
    return answers.stream().map(Answer::index).toList();
  }

  @Test
  void shouldOpenNoChunkForNothing() {
    assertThat(
            new ItemLedger<String>(1, JobOptions.defaults().maxAttempts(3), false).open(cut(0, 0)))
        .isNull();
  }

  @Test
  void shouldChargeOnlyTheItemThatRan() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 4);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, false, 0), answers::add);
    List<Chunk> again = ledger.ended(chunk, lost(1), answers::add);
    assertThat(again).hasSize(2);
    assertThat(again.get(0).indexes().toArray()).containsExactly(2, 3);
    assertThat(again.get(0).attempts().toArray()).containsExactly(1, 1);
    assertThat(again.get(1).indexes().toArray()).containsExactly(1);
    assertThat(again.get(1).attempts().toArray()).containsExactly(2);
    assertThat(again).allMatch(Chunk::repeated);
    assertThat(Blocks.decode(again.get(0).items(), 1)).isEqualTo("i3");
    assertThat(answered()).containsExactly(0L);
    assertThat(ledger.openItems()).isEqualTo(3);
    assertThat(ledger.repeatedItems()).isEqualTo(3);
  }

  @Test
  void shouldMoveAChunkUnchargedWhenNoneOfItRan() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(1), false);
    List<Chunk> again = ledger.ended(open(ledger, 3), lost(-1), answers::add);
    assertThat(again).hasSize(1);
    assertThat(again.get(0).attempts().toArray()).containsExactly(1, 1, 1);
    assertThat(answers).isEmpty();
  }

  @Test
  void shouldFailAnItemThatHasHadItsAttempts() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(2), false);
    Chunk chunk = open(ledger, 1);
    Chunk second = ledger.ended(chunk, lost(0), answers::add).get(0);
    assertThat(ledger.ended(second, lost(0), answers::add)).isEmpty();
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).ending()).isInstanceOf(Answer.Lost.class);
    assertThat(answers.get(0).attempt()).isEqualTo(2);
    assertThat(answers.get(0).item()).isEqualTo("i0");
    assertThat(ledger.openItems()).isZero();
    assertThat(ledger.openChunks()).isZero();
  }

  @Test
  void shouldNotChargeAnItemThatWasAnsweredBeforeTheDeath() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 2);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, false, 0), answers::add);
    List<Chunk> again = ledger.ended(chunk, lost(0), answers::add);
    assertThat(again).hasSize(1);
    assertThat(again.get(0).attempts().toArray()).containsExactly(1);
  }

  @Test
  void shouldFindTheItemThatWorkersDieOfReceiving() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(2), false);
    int arriving = ChunkOutcome.Lost.ARRIVING;
    Deque<Chunk> sent = new ArrayDeque<>(List.of(open(ledger, 6)));
    int deaths = 0;
    while (!sent.isEmpty()) {
      Chunk chunk = sent.remove();
      boolean deadly = Arrays.stream(chunk.indexes().toArray()).anyMatch(index -> index == 4);
      if (deadly) {
        deaths++;
        sent.addAll(ledger.ended(chunk, lost(arriving), answers::add));
      } else {
        int[] all = IntStream.range(0, chunk.size()).toArray();
        ledger.itemsDone(chunk, WORKER, Blocks.done(1, true, all), answers::add);
        ledger.ended(chunk, completed(), answers::add);
      }
    }
    assertThat(deaths).isLessThan(12);
    assertThat(answered()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(answers)
        .filteredOn(answer -> answer.ending() instanceof Answer.Lost)
        .singleElement()
        .satisfies(answer -> assertThat(answer.index()).isEqualTo(4));
    assertThat(ledger.openItems()).isZero();
  }

  @Test
  void shouldTakeAnAnswerOnceHoweverOftenItComes() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 2);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, false, 0, 0), answers::add);
    ledger.itemsDone(chunk, WORKER, Blocks.failed(1, false, 0, "no"), answers::add);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, true, 1), answers::add);
    assertThat(answered()).containsExactly(0L, 1L);
    assertThat(ledger.openItems()).isZero();
  }

  @Test
  void shouldAnswerTogetherWhatStandsTogetherInTheInput() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults(), false);
    Chunk chunk = requireNonNull(ledger.open(withGapBehindThree()));
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, false, 4), answers::add);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, true, 0, 1, 2, 3, 4, 5, 5, 9), answers::add);
    assertThat(answers.runs()).extracting(AnswerRun::count).containsExactly(1, 3, 1, 1);
    assertThat(answered()).containsExactly(5L, 0L, 1L, 2L, 4L, 6L);
    assertThat(answers).extracting(Answer::item).startsWith("i5", "i0").endsWith("i6");
    assertThat(answers.runs().get(1).bytes())
        .isEqualTo(answers.subList(1, 4).stream().mapToLong(Answer::bytes).sum());
    assertThat(ledger.openItems()).isZero();
  }

  /** Items 0, 1, 2, 4, 5 and 6. */
  private static Cut<String> withGapBehindThree() {
    long[] indexes = {0, 1, 2, 4, 5, 6};
    List<String> items = Arrays.stream(indexes).mapToObj(index -> "i" + index).toList();
    return new Cut<>(
        0,
        LongRuns.rising(indexes),
        items,
        Blocks.of(items),
        List.of(),
        List.of(),
        new Times(1_000, 0));
  }

  @Test
  void shouldIgnorePositionsThatDoNotExist() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 2);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, false, -1, 2, 99), answers::add);
    ledger.itemsDone(chunk, WORKER, Blocks.failed(1, false, -5, "no"), answers::add);
    assertThat(answers).isEmpty();
    assertThat(ledger.unanswered(chunk)).isEqualTo(2);
  }

  @Test
  void shouldIgnoreWhatComesAfterTheEnd() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 1);
    ledger.ended(chunk, lost(-1), answers::add);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, true, 0), answers::add);
    assertThat(ledger.ended(chunk, completed(), answers::add)).isEmpty();
    assertThat(ledger.ended(chunk, lost(0), answers::add)).isEmpty();
    assertThat(answers).isEmpty();
    assertThat(ledger.openItems()).isEqualTo(1);
  }

  @Test
  void shouldLetGoOfItemsThatWereCancelled() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 3);
    ledger.itemsDone(chunk, WORKER, Blocks.done(1, false, 2), answers::add);
    assertThat(ledger.ended(chunk, new ChunkOutcome.Cancelled(), answers::add)).isEmpty();
    assertThat(ledger.openItems()).isZero();
    assertThat(answered()).containsExactly(2L);
  }

  @Test
  void shouldPinEachItemToTheWorkerOfItsIndexAlsoWhenItIsRepeated() {
    ItemLedger<String> ledger = new ItemLedger<>(1, JobOptions.defaults().maxAttempts(3), true);
    Chunk chunk = requireNonNull(ledger.open(cut(2, 1)));
    assertThat(chunk.worker()).isEqualTo(2);
    assertThat(ledger.ended(chunk, lost(0), answers::add).get(0).worker()).isEqualTo(2);
  }

  @Test
  void shouldNumberChunksOverAllSendings() {
    ItemLedger<String> ledger = new ItemLedger<>(4, JobOptions.defaults().maxAttempts(3), false);
    Chunk chunk = open(ledger, 2);
    List<Chunk> again = ledger.ended(chunk, lost(0), answers::add);
    assertThat(chunk.id()).hasToString("j4-c0");
    assertThat(again.get(0).id()).hasToString("j4-c2");
    assertThat(again.get(1).id()).hasToString("j4-c1");
    assertThat(ledger.chunks()).isEqualTo(3);
  }
}
