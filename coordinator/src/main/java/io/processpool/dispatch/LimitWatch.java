package io.processpool.dispatch;

import io.processpool.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends workers that do not keep the limit of an item, which is theirs to keep as long as they run
 * at all. A frozen one says nothing; a healthy one tells of each item, late ones included. Guarded
 * by the dispatcher's lock.
 *
 * <p>It looks every ten seconds while a worker holds such items: their limits differ, and a timer
 * keeps a worker that is gone. It looks twice before it judges: when this process itself stood
 * still, answers are waiting to be read; and once more whenever bytes have come between two looks,
 * as an answer may be long.
 */
final class LimitWatch {

  /** A worker ends within a second of the limit; the rest is for slow machines. */
  static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(10);

  static final long SECOND_LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Items of many bytes, or their function, take a while to arrive: 10 MB a second. */
  private static final long NANOS_PER_BYTE = 100;

  private final Decisions decisions;
  private final Roster roster;
  private final Ticker ticker;
  private final DispatchTimer timer;

  LimitWatch(Decisions decisions, Roster roster, Ticker ticker, DispatchTimer timer) {
    this.decisions = decisions;
    this.roster = roster;
    this.ticker = ticker;
    this.timer = timer;
  }

  /** A worker got a lease; if its items have a limit, it is watched from now on. */
  void sent(WorkerLane lane, Lease lease, Effects effects) {
    if (lease.limitNanos() > 0 && lane.claimLimitAlarm()) {
      lookAfter(allowedNanos(lease), lane, effects);
    }
  }

  private void lookAfter(long nanos, WorkerLane lane, Effects effects) {
    effects.then(
        () ->
            timer.schedule(
                Math.min(nanos, LATE_NANOS),
                () -> decisions.decide(then -> look(lane, ticker.nanos(), then))));
  }

  private void look(WorkerLane lane, long now, Effects effects) {
    Lease oldest = lane.oldest();
    if (oldest == null || !lane.holdsLimited() || roster.find(lane.client()) != lane) {
      lane.limitAlarmOff();
    } else if (oldest.limitNanos() == 0) {
      lookAfter(LATE_NANOS, lane, effects); // what has a limit stands behind it
    } else {
      long left = allowedNanos(oldest) - lane.silentNanos(oldest, now);
      if (left > 0) {
        lookAfter(left, lane, effects);
      } else if (lane.doubt(oldest)) {
        lookAfter(SECOND_LOOK_NANOS, lane, effects);
      } else {
        lane.limitAlarmOff();
        String silence = Duration.ofNanos(lane.silentNanos(oldest, now)).toString();
        effects.then(() -> lane.client().kill(reason(oldest, silence)));
      }
    }
  }

  private static String reason(Lease lease, String silence) {
    return "has answered nothing for "
        + silence
        + " of an item whose limit is "
        + Duration.ofNanos(lease.limitNanos())
        + " (taskTimeout)";
  }

  private static long allowedNanos(Lease lease) {
    long bytes = lease.chunk().items().weight() + lease.job().spec().function().weight();
    return lease.limitNanos() + LATE_NANOS + bytes * NANOS_PER_BYTE;
  }
}
