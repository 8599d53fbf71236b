package io.processpool.worker.run;

import io.processpool.concurrent.Ticker;

/**
 * Where the time of the running chunk goes. A look at the clock costs as much as a small item does,
 * so where items are quick and small only some are measured part by part; of those between it is
 * known when their function returned, and their parts are taken to be as the last measured ones.
 * Confined to the task thread.
 */
final class ItemClock {

  /** Items up to that long and that large need not all be measured. */
  static final long QUICK_NANOS = 2_000;

  static final int SMALL_BYTES = 128;

  /** That many in a row were quick before any is not measured. */
  static final int QUICK_BEFORE = 64;

  /** Of quick items every so many-th is measured; a prime meets the rhythm of any input evenly. */
  static final int STRIDE = 17;

  private final Ticker ticker;
  private int quickInRow;
  private int untilDue;
  private boolean due;
  private long last;

  // Of the running item.
  private long compute;

  // Of the last item that was measured.
  private long knownDecode;
  private long knownEncode;

  // Of the running chunk.
  private long decodeSum;
  private long computeSum;
  private long encodeSum;

  ItemClock(Ticker ticker) {
    this.ticker = ticker;
  }

  /** A chunk begins. */
  void chunkBegins() {
    decodeSum = 0;
    computeSum = 0;
    encodeSum = 0;
    last = ticker.nanos();
  }

  /** An item whose argument has so many bytes begins. */
  void itemBegins(int bytes) {
    due = quickInRow < QUICK_BEFORE || bytes > SMALL_BYTES || --untilDue <= 0;
    if (due) {
      untilDue = STRIDE;
      last = ticker.nanos();
    }
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
    long now = ticker.nanos();
    compute = now - last;
    last = now;
    if (!due) {
      compute = Math.max(0, compute - knownDecode - knownEncode);
      decodeSum += knownDecode;
      encodeSum += knownEncode;
    }
    computeSum += compute;
    quickInRow = compute < QUICK_NANOS ? quickInRow + 1 : 0;
  }

  /**
   * Its result of so many bytes is encoded.
   *
   * @return when that was, or a little before
   */
  long encoded(int bytes) {
    if (due || bytes > SMALL_BYTES) {
      long now = ticker.nanos();
      long took = now - last;
      encodeSum += due ? took : took - knownEncode;
      knownEncode = took;
      last = now;
      if (knownDecode + knownEncode >= QUICK_NANOS) {
        quickInRow = 0;
      }
    }
    return last;
  }

  /** How long the function of the item took that returned last. */
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
