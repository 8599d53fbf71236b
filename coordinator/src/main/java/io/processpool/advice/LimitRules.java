package io.processpool.advice;

import static io.processpool.advice.Text.count;
import static io.processpool.advice.Text.format;
import static io.processpool.advice.Text.percent;
import static io.processpool.advice.Text.time;

import io.processpool.api.Advice.Kind;
import org.jspecify.annotations.Nullable;

/** What more workers, or faster ones, would not change: something else is the limit. */
final class LimitRules {

  private static final double MOST_OF_THE_TIME = 0.5;
  private static final double OFTEN_IDLE = 0.3;
  private static final double MOSTLY_BUSY = 0.5;
  private static final double NEEDS_A_CORE = 0.8;
  private static final double FAR_MORE = 1.5;
  private static final double LEAST_SECONDS = 0.5;

  private LimitRules() {}

  static @Nullable Finding slowInput(Evidence evidence) {
    double wall = Evidence.seconds(evidence.report().wall());
    double idle = evidence.idleShare();
    if (evidence.input() < MOST_OF_THE_TIME * wall || idle < OFTEN_IDLE) {
      return null;
    }
    return Finding.of(
        Kind.SLOW_INPUT,
        idle * evidence.wall(),
        format(
            "The workers waited for input: reading it took %s of %s, and they had nothing to do for"
                + " %s of the time.",
            time(evidence.input()), time(wall), percent(idle)),
        "Make the input faster, or let the tasks read: send names or ranges instead of contents.");
  }

  static @Nullable Finding slowTaking(Evidence evidence) {
    double wall = Evidence.seconds(evidence.report().wall());
    double idle = evidence.idleShare();
    if (evidence.taking() < MOST_OF_THE_TIME * wall || idle < OFTEN_IDLE) {
      return null;
    }
    return Finding.of(
        Kind.SLOW_TAKING,
        idle * evidence.wall(),
        format(
            "Results were taken slowly: the code between one and the next used %s of %s, and the"
                + " workers had nothing to do for %s of the time.",
            time(evidence.taking()), time(wall), percent(idle)),
        "Move that code into the task, or hand the results to another thread.");
  }

  static @Nullable Finding moreWorkersThanCores(Evidence evidence) {
    int workers = evidence.setting().workers();
    int cores = evidence.setting().cores();
    double wall = evidence.wall();
    double busy = evidence.busy();
    double cpu = Evidence.seconds(evidence.report().times().cpu());
    double wanted = cpu + Evidence.seconds(evidence.report().times().coreWait());
    boolean needsCores = wanted >= NEEDS_A_CORE * busy || cpu >= NEEDS_A_CORE * wall * cores;
    if (workers < FAR_MORE * cores
        || wall < LEAST_SECONDS
        || busy < MOSTLY_BUSY * wall * workers
        || !needsCores
        || cpu > NEEDS_A_CORE * busy) {
      return null;
    }
    return Finding.of(
        Kind.MORE_WORKERS_THAN_CORES,
        0,
        format(
            "%d workers share %s, and their tasks compute all the time: each was on a core for only"
                + " %s of the time it ran.",
            workers, count(cores, "core", "cores"), percent(cpu / busy)),
        format(
            "Take %s: the job would end as soon and need less memory; more workers than cores help"
                + " only where tasks wait for files or the network.",
            count(cores, "worker", "workers")));
  }
}
