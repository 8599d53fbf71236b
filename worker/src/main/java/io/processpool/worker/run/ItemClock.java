package io.processpool.worker.run;

import io.processpool.concurrent.Ticker;
import java.util.function.LongSupplier;

/**
 * Where the time of the running chunk goes. A look at the clock costs more than a small item does,
 * so where items are quick and small only some are measured, part by part. Those between have no
 * look of their own: coding takes them what it took the last measured one, and they share the rest
 * of their time evenly. Confined to the task thread.
 */
final class ItemClock {

  /** Items up to that long and that large need not all be measured. */
  static final long QUICK_NANOS = 2_000;

  static final int SMALL_BYTES = 128;

  /** That many in a row were quick before any is not measured. */
  static final int QUICK_BEFORE = 64;

  /** Of quick items every so many-th is measured; a prime meets the rhythm of any input evenly. */
  static final int STRIDE = 61;

  private final Ticker ticker;
  private final LongSupplier reading;
  private long readBefore;
  private int quickInRow;
  private int untilDue;
  private boolean due;
  private long last;

  /** How many items ended since the last look. */
  private int unmeasured;

  // Of the item that was measured last, or of each of those that were measured together.
  private long compute;
  private long knownDecode;
  private long knownEncode;

  // Of the running chunk.
  private long decodeSum;
  private long computeSum;
  private long encodeSum;

  /**
   * A clock that has measured nothing.
   *
   * @param ticker the time
   * @param reading how long first readings of shared values took so far; no time of any item, since
   *     chunks of those that follow would be as small as if each took that long
   */
  ItemClock(Ticker ticker, LongSupplier reading) {
    this.ticker = ticker;
    this.reading = reading;
  }

  /** A chunk begins. */
  void chunkBegins() {
    decodeSum = 0;
    computeSum = 0;
    encodeSum = 0;
    unmeasured = 0;
    last = ticker.nanos();
  }

  /**
   * An item whose argument has so many bytes begins.
   *
   * @return how many items before it turn out to have taken {@link #compute} each, which is long
   */
  int itemBegins(int bytes) {
    due = quickInRow < QUICK_BEFORE || bytes > SMALL_BYTES || --untilDue <= 0;
    if (!due) {
      return 0;
    }
    untilDue = STRIDE;
    return look();
  }

  /**
   * No item follows in the chunk.
   *
   * @return as {@link #itemBegins}
   */
  int chunkEnds() {
    return unmeasured == 0 ? 0 : look();
  }

  /** Looks at the clock and divides the time among the items since the last look. */
  private int look() {
    long now = ticker.nanos();
    int items = unmeasured;
    if (items > 0) {
      unmeasured = 0;
      decodeSum += items * knownDecode;
      encodeSum += items * knownEncode;
      long coding = items * (knownDecode + knownEncode);
      long rest = Math.max(0, now - last - coding - readingSinceAsked());
      computeSum += rest;
      compute = rest / items;
    }
    last = now;
    if (items == 0 || compute < QUICK_NANOS) {
      return 0;
    }
    quickInRow = 0;
    return items;
  }

  private long readingSinceAsked() {
    long before = readBefore;
    readBefore = reading.getAsLong();
    return readBefore - before;
  }

  /** Its argument is decoded. */
  void decoded() {
    if (due) {
      long now = ticker.nanos();
      knownDecode = now - last;
      decodeSum += knownDecode;
      last = now;
    }
  }

  /** Its function has returned. */
  void computed() {
    if (due) {
      long now = ticker.nanos();
      compute = Math.max(0, now - last - readingSinceAsked());
      last = now;
      computeSum += compute;
      quickInRow = compute < QUICK_NANOS ? quickInRow + 1 : 0;
    } else {
      unmeasured++;
    }
  }

  /**
   * It threw, or a timer rang while it ran. Quick items before it took what others did, and what is
   * left was its own.
   */
  void computedApart() {
    if (!due) {
      long now = ticker.nanos();
      decodeSum += (unmeasured + 1) * knownDecode;
      computeSum += unmeasured * compute;
      encodeSum += unmeasured * knownEncode;
      last += unmeasured * (compute + knownEncode) + (unmeasured + 1) * knownDecode;
      last = Math.min(last, now);
      unmeasured = 0;
      due = true;
    }
    computed();
    quickInRow = 0;
  }

  /**
   * Its result of so many bytes is encoded.
   *
   * @return when that was, or a little before
   */
  long encoded(int bytes) {
    if (due) {
      long now = ticker.nanos();
      knownEncode = now - last;
      encodeSum += knownEncode;
      last = now;
      if (knownDecode + knownEncode >= QUICK_NANOS) {
        quickInRow = 0;
      }
    } else if (bytes > SMALL_BYTES) {
      quickInRow = 0; // the next one is measured, and this one with those before it
    }
    return last;
  }

  /** How long the function took of the item that was measured last, which stands for others. */
  long compute() {
    return compute;
  }

  long decodeSum() {
    return decodeSum;
  }

  long computeSum() {
    return computeSum;
  }

  long encodeSum() {
    return encodeSum;
  }
}
