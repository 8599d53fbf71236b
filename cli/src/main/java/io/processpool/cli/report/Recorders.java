package io.processpool.cli.report;

import io.processpool.PoolBuilder;
import io.processpool.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;

/** One recorder for each pool of a command, if a report is wanted. For the main thread. */
public final class Recorders {

  private static final long LAST_NEWS_MILLIS = 2_000;

  /** A page of a hundred pools would say nothing; none of the commands opens so many. */
  private static final int MOST = 100;

  private final boolean wanted;
  private final Ticker ticker;
  private final List<PoolRecorder> recorders = new ArrayList<>();

  /**
   * No pool is recorded yet.
   *
   * @param wanted whether any will be
   * @param ticker the clock
   */
  public Recorders(boolean wanted, Ticker ticker) {
    this.wanted = wanted;
    this.ticker = ticker;
  }

  /**
   * Has a pool recorded that is about to be opened.
   *
   * @param name the pool's
   * @param builder gets a listener, where a report is wanted
   */
  public void attachTo(String name, PoolBuilder builder) {
    if (wanted && recorders.size() < MOST) {
      PoolRecorder recorder = new PoolRecorder(name, ticker);
      recorders.add(recorder);
      builder.listener(recorder);
    }
  }

  /** What became of the pools, in the order they were opened. They are closed by now. */
  List<PoolStory> stories() {
    return recorders.stream().map(recorder -> recorder.story(LAST_NEWS_MILLIS)).toList();
  }
}
