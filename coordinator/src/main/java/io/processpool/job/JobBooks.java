package io.processpool.job;

import static java.util.Objects.requireNonNull;

import io.processpool.advice.Evidence;
import io.processpool.advice.ItemSurvey;
import io.processpool.advice.JobFacts;
import io.processpool.api.IpcCounters;
import io.processpool.api.JobReport;
import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkOutcome;
import io.processpool.backend.WorkerRef;
import io.processpool.chunk.ChunkCutter.Cut;
import io.processpool.chunk.ChunkCutter.Refusal;
import io.processpool.chunk.ItemSource;
import io.processpool.job.JobSetup.Delivery;
import io.processpool.message.CallShape;
import io.processpool.message.ItemFailure.TaskThrew;
import io.processpool.message.ItemsDone;
import io.processpool.trace.ChunkSpan;
import io.processpool.trace.JobTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each item of a job is: at the backend, waiting for the consumer, or settled; and how many
 * bytes that holds. Guarded by the job's lock.
 */
final class JobBooks<T extends @Nullable Object> {

  private final JobSetup<T> setup;
  private final Arguments arguments;
  private final ItemSource<T> source;
  private final FeedRule rule;
  private final JobTally tally = new JobTally();
  private final ItemLedger<T> ledger;
  private final ResultWindow<T> window;
  private final JobFacts facts = new JobFacts();
  private final HeldItems<T> held;
  private long settled;
  private long resultBytes;

  JobBooks(JobSetup<T> setup, Arguments arguments) {
    this.setup = setup;
    this.arguments = arguments;
    this.source = setup.source();
    this.rule =
        FeedRule.of(
            setup.options(),
            setup.services().backend().workers(),
            source.isInMemory(),
            setup.services().backend().mostItemsPerChunk(),
            Runtime.getRuntime().maxMemory());
    Delivery delivery = setup.delivery();
    this.ledger =
        new ItemLedger<>(setup.spec().job(), setup.options(), delivery == Delivery.EACH_WORKER);
    this.window = new ResultWindow<>(delivery == Delivery.ORDERED);
    this.held = new HeldItems<>(setup.options().limits().retry());
  }

  private static JobFacts.Setting setting(JobSetup<?> setup) {
    int workers = setup.services().backend().workers();
    CallShape shape = setup.spec().shape();
    return JobFacts.Setting.of(
        setup.options(),
        workers,
        FeedRule.window(
            setup.options(),
            workers,
            setup.source().isInMemory(),
            Runtime.getRuntime().maxMemory()),
        setup.services().backend().mostItemsPerChunk(),
        shape == CallShape.FUNCTION || shape == CallShape.BI_FUNCTION);
  }

  /** Whether only the end of the input may make a chunk smaller. Any thread. */
  boolean isExact() {
    return rule.isExact();
  }

  /** How many items the next chunk has, 0 if none may be read now. */
  int nextSize(long outstanding) {
    return rule.nextSize(load(outstanding));
  }

  /**
   * How many chunks of that size, which was just allowed, may be cut before this is asked again.
   */
  int atOnce(int size, long outstanding) {
    return source.isInMemory() ? rule.atOnce(size, load(outstanding)) : 1;
  }

  /**
   * Whether the backend has enough that results may be handed out first.
   *
   * @param cuts chunks that were sent while results were there; a quick backend has answered them
   */
  boolean isFed(int cuts) {
    return unfed(cuts) <= 0;
  }

  /** How many chunks it lacks until it has enough. */
  int unfed(int cuts) {
    return rule.enough() - Math.max(cuts, ledger.openChunks());
  }

  private FeedRule.Load load(long outstanding) {
    return new FeedRule.Load(
        outstanding,
        source.remaining(),
        ledger.openChunks(),
        ledger.openItems(),
        arguments.bytes(),
        resultBytes);
  }

  /** Settles what cannot be sent; the chunks of the rest. */
  List<Chunk> open(List<Cut<T>> cuts, ItemSurvey.Seen seen) {
    List<Chunk> chunks = new ArrayList<>(cuts.size());
    long now = setup.services().ticker().nanos();
    for (Cut<T> cut : cuts) {
      Chunk chunk = open(cut, seen);
      if (chunk != null) {
        arguments.add(chunk.items());
        chunks.add(sent(chunk, now));
      }
    }
    return chunks;
  }

  private @Nullable Chunk open(Cut<T> cut, ItemSurvey.Seen seen) {
    tally.coded(cut.times().coding(), 0);
    tally.input(cut.times().input());
    facts.sent(cut.block().weight(), seen);
    for (Refusal<T> refusal : cut.refused()) {
      settleUnanswered(
          new Answer<>(
              refusal.index(), refusal.item(), null, 1, new Answer.Refused(refusal.problem())));
    }
    return ledger.open(cut);
  }

  private Chunk sent(Chunk chunk, long now) {
    ledger.begin(ChunkSpan.begin(chunk, now));
    return chunk;
  }

  /** Settles what a worker named; whether somebody has to ask about what failed. */
  boolean itemsDone(Chunk chunk, WorkerRef worker, ItemsDone done) {
    rule.received(done.positions().size(), done.values().weight());
    facts.received(done.values().weight());
    ledger.itemsDone(
        chunk,
        worker,
        done,
        answers -> {
          if (answers.isValues()) {
            int first = answers.firstValue();
            tally.itemsAnswered(answers.firstIndex(), worker, done.nanos(), first, answers.count());
            settle(answers);
          } else {
            failed(chunk, worker, answers.get(0));
          }
        });
    return held.beginAsking();
  }

  private void failed(Chunk chunk, WorkerRef worker, Answer<T> answer) {
    if (held.isDoubtful(answer)) {
      HeldItem<T> item = ledger.hold(chunk, answer);
      arguments.add(item.value());
      held.question(item);
    } else {
      settleFailed(answer, worker);
    }
  }

  private void settleFailed(Answer<T> answer, WorkerRef worker) {
    tally.itemFailed(answer.index(), worker, threwNanos(answer));
    settle(AnswerRun.of(answer));
  }

  /** Items that failed and are not settled. */
  HeldItems<T> held() {
    return held;
  }

  /** Its failure is final. */
  void settleHeld(HeldItem<T> item) {
    arguments.remove(item.value());
    Answer<T> answer = item.answer();
    settleFailed(answer, requireNonNull(answer.worker()));
  }

  /** The chunk that tries it again; its bytes are at the backend now. */
  Chunk sendAgain(HeldItem<T> item) {
    return sent(ledger.again(item), setup.services().ticker().nanos());
  }

  /** The job is over: nothing is asked and nothing tried again. */
  void dropHeld() {
    held.clear();
  }

  private static long threwNanos(Answer<?> answer) {
    return answer.ending() instanceof Answer.Failed failed
            && failed.failure() instanceof TaskThrew threw
        ? threw.nanos()
        : 0;
  }

  /** What is known of a chunk that ends, to be told of its end after the lock. */
  @Nullable ChunkSpan span(Chunk chunk) {
    return ledger.span(chunk);
  }

  /** How this job stands, for people. */
  JobSnapshot snapshot(long startNanos, boolean ended) {
    return new JobSnapshot(
        setup.name(),
        ended,
        startNanos,
        source.readCount(),
        counts(),
        heldBytes(),
        held.waiting(),
        ledger.snapshot());
  }

  /** Closes a chunk; the chunks to be sent instead. */
  List<Chunk> close(Chunk chunk, ChunkOutcome outcome) {
    if (outcome instanceof ChunkOutcome.Completed completed) {
      tally.chunkCompleted(completed.worker(), completed.times(), completed.turnaroundNanos());
      rule.ran(chunk.size(), completed.times(), chunk.items().weight());
    }
    List<Chunk> again = ledger.ended(chunk, outcome, this::settleUnanswered);
    for (Chunk each : again) {
      arguments.add(each.items());
      sent(each, setup.services().ticker().nanos());
    }
    arguments.remove(chunk.items());
    return again;
  }

  private void settleUnanswered(Answer<T> answer) {
    tally.itemFailed();
    settle(AnswerRun.of(answer));
  }

  private void settle(AnswerRun<T> answers) {
    settled += answers.count();
    held.settled(answers.firstIndex(), answers.count());
    resultBytes += answers.bytes();
    window.put(answers);
  }

  /** How many items have an answer. */
  long settled() {
    return settled;
  }

  /**
   * What the consumer did since it told last.
   *
   * @param bytes the size of answers it has used up
   * @param decoding how long it spent on making objects of them
   * @param away how long results were in its hands
   */
  void used(long bytes, long decoding, long away) {
    resultBytes -= bytes;
    tally.coded(0, decoding);
    tally.away(away);
  }

  /** The consumer found a value unreadable. */
  void unreadable() {
    tally.valueUnreadable();
  }

  /** Items of a chunk at the backend that are not answered. */
  int unanswered(Chunk chunk) {
    return ledger.unanswered(chunk);
  }

  boolean hasOpenChunks() {
    return ledger.openChunks() > 0;
  }

  /** Whether all that was read is answered. */
  boolean isSettled() {
    return source.readCount() == settled;
  }

  /** Whether answers can be taken. */
  boolean isReady() {
    return window.isReady();
  }

  /** Moves all answers that may be taken to the list. */
  void drainTo(AnswerList<T> taken) {
    window.drainTo(taken);
  }

  /** Forgets what waits; nothing is settled from now on. */
  void clear() {
    window.clear();
    arguments.clear();
    resultBytes = 0;
  }

  /** The job has ended, a chunk of it only now: its items are let go. */
  void forget(Chunk chunk) {
    ledger.ended(chunk, new ChunkOutcome.Cancelled(), answer -> {});
  }

  /** Bytes of arguments at the backend and of results that wait. */
  long heldBytes() {
    return arguments.bytes() + resultBytes;
  }

  JobRun.Counts counts() {
    return new JobRun.Counts(tally.ok(), tally.failed(), source.readCount() - settled);
  }

  /** The report so far, without advice, and what else there is to judge by. */
  Evidence evidence(
      Map<WorkerRef, IpcCounters> traffic, Duration wall, Duration startUp, boolean finished) {
    JobReport report =
        tally.report(
            new JobTally.Frame(
                setup.id(),
                setup.options().label(),
                wall,
                startUp,
                source.readCount(),
                ledger.repeatedItems(),
                ledger.chunks()),
            traffic);
    return facts.evidence(setting(setup), report, finished);
  }
}
