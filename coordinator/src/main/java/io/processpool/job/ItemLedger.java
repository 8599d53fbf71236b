package io.processpool.job;

import io.processpool.api.JobOptions;
import io.processpool.api.WorkerDeath;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkId;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.WorkerRef;
import io.processpool.bulk.Bulk;
import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.job.Answer.Failed;
import io.processpool.job.Answer.Lost;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.runs.LongRuns;
import io.processpool.runs.LongRunsBuilder;
import io.processpool.trace.ChunkSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows for every item at the backend how often it was begun and whether it was answered, so that
 * each is answered exactly once. A death is charged to the item that ran: it is tried again in a
 * chunk of its own, or fails when it has had its attempts; the others of its chunk move uncharged.
 * A chunk that workers die of before any of it begins is halved until the item is found. Guarded by
 * the job's lock.
 */
final class ItemLedger<T extends @Nullable Object> {

  private final int job;
  private final int maxAttempts;
  private final boolean atMostOnce;
  private final boolean pinned;
  private final LedgerIndex<T> open = new LedgerIndex<>();
  private final Set<Long> arrivals = new HashSet<>();

  /** How many workers an item has lost, for those that lost any. */
  private final Map<Long, Integer> losses = new HashMap<>();

  private long chunks;
  private long openItems;
  private long repeatedItems;

  /**
   * The ledger of a job that sends nothing yet.
   *
   * @param job its number
   * @param options how often an item may be begun
   * @param pinned whether item i runs on worker i
   */
  ItemLedger(int job, JobOptions options, boolean pinned) {
    this.job = job;
    this.maxAttempts = options.maxAttempts();
    this.atMostOnce = options.limits().atMostOnce();
    this.pinned = pinned;
  }

  /** The chunk for what was cut; {@code null} if nothing in it can be sent. */
  @Nullable Chunk open(Cut<T> cut) {
    if (cut.items().isEmpty()) {
      return null;
    }
    LongRuns attempts = LongRuns.repeat(1, cut.items().size());
    int worker = pinned ? (int) cut.indexes().get(0) : Chunk.ANY_WORKER;
    return register(
        new Chunk(nextId(), false, worker, cut.indexes(), attempts, cut.block()), cut.items());
  }

  private ChunkId nextId() {
    return new ChunkId(job, chunks++);
  }

  private Chunk register(Chunk chunk, List<T> items) {
    open.put(new LedgerEntry<>(chunk, items));
    openItems += chunk.size();
    return chunk;
  }

  /** Answers for the items a worker named; those that stand together come together. */
  void itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done, Consumer<AnswerRun<T>> answers) {
    LedgerEntry<T> entry = open.find(chunk);
    if (entry == null) {
      return;
    }
    LongRuns positions = done.positions();
    for (int run = 0; run < positions.runs(); run++) {
      int position = (int) positions.first(run);
      for (int i = positions.begin(run); i < positions.end(run); ) {
        int count = claimRun(entry, position, positions.end(run) - i);
        if (count > 0) {
          AnswerRun.Source source = new AnswerRun.Source(worker, done.values(), i);
          answers.accept(AnswerRun.ofValues(entry.chunk(), entry.items(), position, count, source));
        }
        i += Math.max(1, count);
        position += Math.max(1, count);
      }
    }
    for (ItemFailure failure : done.failures()) {
      if (claim(entry, failure.position())) {
        answers.accept(AnswerRun.of(entry.answer(failure.position(), worker, new Failed(failure))));
      }
    }
  }

  /** Claims the first item and those behind it that follow it in the input too; how many. */
  private int claimRun(LedgerEntry<T> entry, int first, int most) {
    if (!claim(entry, first)) {
      return 0;
    }
    LongRuns indexes = entry.chunk().indexes();
    int follow = Math.min(most, indexes.end(indexes.runOf(first)) - first);
    int count = 1;
    while (count < follow && claim(entry, first + count)) {
      count++;
    }
    return count;
  }

  private boolean claim(LedgerEntry<T> entry, int position) {
    boolean claimed = entry.claim(position);
    openItems -= claimed ? 1 : 0;
    return claimed;
  }

  /**
   * Closes a chunk.
   *
   * @param answers told of items that will not be tried again
   * @return chunks to be sent instead
   */
  List<Chunk> ended(Chunk chunk, ChunkOutcome outcome, Consumer<Answer<T>> answers) {
    LedgerEntry<T> entry = open.remove(chunk);
    if (entry == null) {
      return List.of();
    }
    if (!(outcome instanceof ChunkOutcome.Lost lost)) {
      openItems -= entry.left();
      return List.of();
    }
    int charged = lost.runningPosition();
    if (charged == ChunkOutcome.Lost.ARRIVING && isSuspect(entry)) {
      return narrow(entry, lost, answers);
    }
    if (atMostOnce) {
      giveUpBegun(entry, lost, answers);
    }
    boolean chargeable =
        charged >= 0 && charged < entry.answered().length && !entry.answered()[charged];
    List<Chunk> again = new ArrayList<>(2);
    if (chargeable) {
      charge(entry, charged, lost, answers, again);
    }
    int[] left = unanswered(entry);
    if (left.length > 0) {
      again.add(0, repeat(entry, left, 0));
    }
    return again;
  }

  /** Whether the chunk's first item has been at the front of a worker that died before. */
  private boolean isSuspect(LedgerEntry<T> entry) {
    return !arrivals.add(entry.chunk().indexes().get(0));
  }

  /** Finds the item that workers die of receiving: a half at a time, then it is charged. */
  private List<Chunk> narrow(
      LedgerEntry<T> entry, ChunkOutcome.Lost lost, Consumer<Answer<T>> answers) {
    List<Chunk> again = new ArrayList<>(2);
    int[] left = unanswered(entry);
    if (left.length == 1) {
      charge(entry, left[0], lost, answers, again);
      return again;
    }
    again.add(repeat(entry, Arrays.copyOf(left, left.length / 2), 0));
    again.add(repeat(entry, Arrays.copyOfRange(left, left.length / 2, left.length), 0));
    return again;
  }

  /** An item that may have begun may have done what must not be done twice. */
  private void giveUpBegun(
      LedgerEntry<T> entry, ChunkOutcome.Lost lost, Consumer<Answer<T>> answers) {
    int begun = Math.min(lost.runningPosition() + 1, entry.answered().length);
    for (int position = 0; position < begun; position++) {
      if (claim(entry, position)) {
        answers.accept(entry.answer(position, lost.worker(), new Lost(lost.death())));
      }
    }
  }

  private void charge(
      LedgerEntry<T> entry,
      int position,
      ChunkOutcome.Lost lost,
      Consumer<Answer<T>> answers,
      List<Chunk> again) {
    long index = entry.chunk().indexes().get(position);
    if (losses.merge(index, 1, Integer::sum) < maxAttempts) {
      again.add(repeat(entry, new int[] {position}, 1));
      entry.claim(position); // by the chunk that repeats it
    } else if (claim(entry, position)) {
      WorkerDeath death = lost.death();
      answers.accept(entry.answer(position, lost.worker(), new Lost(death)));
    }
  }

  private static int[] unanswered(LedgerEntry<?> entry) {
    int[] positions = new int[entry.answered().length];
    int count = 0;
    for (int i = 0; i < positions.length; i++) {
      if (!entry.answered()[i]) {
        positions[count++] = i;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  /** A chunk of some of the entry's items, whose attempts rise by {@code charge}. */
  private Chunk repeat(LedgerEntry<T> entry, int[] positions, int charge) {
    Chunk old = entry.chunk();
    LongRunsBuilder indexes = LongRunsBuilder.rising();
    LongRunsBuilder attempts = LongRunsBuilder.level();
    List<T> items = new ArrayList<>(positions.length);
    for (int position : positions) {
      indexes.add(old.indexes().get(position));
      attempts.add(old.attempts().get(position) + charge);
      items.add(entry.items().get(position));
    }
    repeatedItems += positions.length;
    openItems -= positions.length; // the repeat counts them again
    PayloadBlock values = slice(old.items(), positions);
    return register(
        new Chunk(nextId(), true, old.worker(), indexes.build(), attempts.build(), values), items);
  }

  private static PayloadBlock slice(PayloadBlock block, int... positions) {
    int bytes = 0;
    for (int position : positions) {
      bytes += block.length(position);
    }
    int[] ends = new int[positions.length];
    byte[] copy = new byte[bytes];
    int end = 0;
    for (int i = 0; i < positions.length; i++) {
      int length = block.length(positions[i]);
      System.arraycopy(block.bytes(), block.start(positions[i]), copy, end, length);
      end += length;
      ends[i] = end;
    }
    Bulk bulk = block.bulk();
    return new PayloadBlock(block.classNames(), ends, copy)
        .with(bulk == null ? null : bulk.slice(positions));
  }

  /** What it takes to send an item of this chunk again, once the chunk is gone. */
  HeldItem<T> hold(Chunk chunk, Answer<T> failure) {
    int position = ((Failed) failure.ending()).failure().position();
    return new HeldItem<>(failure, slice(chunk.items(), position), chunk.worker());
  }

  /** A chunk of its own for an item that was held. */
  Chunk again(HeldItem<T> held) {
    Answer<T> failure = held.answer();
    LongRuns index = LongRuns.from(failure.index(), 1);
    LongRuns attempt = LongRuns.repeat(failure.attempt() + 1, 1);
    repeatedItems++;
    return register(
        new Chunk(nextId(), true, held.worker(), index, attempt, held.value()),
        Collections.singletonList(failure.item()));
  }

  /** A chunk that was opened goes to the backend. */
  void begin(ChunkSpan span) {
    LedgerEntry<T> entry = open.find(span.chunk());
    if (entry != null) {
      entry.begin(span);
    }
  }

  /** What is told of a chunk at the backend when it ends. */
  @Nullable ChunkSpan span(Chunk chunk) {
    LedgerEntry<T> entry = open.find(chunk);
    return entry == null ? null : entry.span();
  }

  /** The chunks at the backend, for people. */
  List<JobSnapshot.OpenChunk> snapshot() {
    List<JobSnapshot.OpenChunk> chunks = new ArrayList<>();
    for (LedgerEntry<T> entry : open.inOrder()) {
      ChunkSpan span = entry.span();
      if (span != null) {
        LongRuns indexes = entry.chunk().indexes();
        List<Long> left = Arrays.stream(unanswered(entry)).mapToObj(indexes::get).toList();
        chunks.add(new JobSnapshot.OpenChunk(entry.chunk(), span.beginNanos(), left));
      }
    }
    return chunks;
  }

  /** Items of a chunk at the backend that are not answered. */
  int unanswered(Chunk chunk) {
    LedgerEntry<T> entry = open.find(chunk);
    return entry == null ? 0 : entry.left();
  }

  /** Chunks at the backend. */
  int openChunks() {
    return open.size();
  }

  /** Items at the backend that are not answered. */
  long openItems() {
    return openItems;
  }

  /** Chunks made so far. */
  long chunks() {
    return chunks;
  }

  /** Items that were sent again, each time counted. */
  long repeatedItems() {
    return repeatedItems;
  }
}
