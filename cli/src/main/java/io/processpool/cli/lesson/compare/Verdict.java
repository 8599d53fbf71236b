package io.processpool.cli.lesson.compare;

import io.processpool.cli.lesson.Figures;
import io.processpool.cli.lesson.Seconds;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who won, in a sentence. Who is ahead by no more than the noise has not won. */
final class Verdict {

  /** Below this factor two times are about equal. */
  private static final double CLEAR = 1.15;

  private final String work;
  private @Nullable Seconds sequential;
  private double noise = 1;
  private @Nullable Contender threads;
  private @Nullable Contender processes;

  Verdict(String work) {
    this.work = work;
  }

  private record Contender(String name, Seconds seconds, double startSeconds) {

    static Contender faster(@Nullable Contender known, Contender other) {
      boolean keep = known != null && known.seconds.median() <= other.seconds.median();
      return keep && known != null ? known : other;
    }

    double aheadOf(Contender other) {
      return seconds.timesAsFastAs(other.seconds);
    }
  }

  void sequential(Seconds seconds) {
    sequential = seconds;
  }

  /** One thread does what none does, so what lies between them is the machine's noise. */
  void oneThread(Seconds seconds) {
    Seconds alone = sequential;
    if (alone != null) {
      noise = Math.max(seconds.timesAsFastAs(alone), alone.timesAsFastAs(seconds));
    }
  }

  void threads(String name, Seconds seconds) {
    threads = Contender.faster(threads, new Contender(name, seconds, 0));
  }

  void processes(String name, Seconds seconds, double startSeconds) {
    processes = Contender.faster(processes, new Contender(name, seconds, startSeconds));
  }

  String sentence() {
    Seconds alone = sequential;
    Contender thread = threads;
    Contender process = processes;
    if (alone == null || thread == null || process == null) {
      throw new IllegalStateException("the verdict on " + work + " needs all three ways");
    }
    String figures =
        "%s: the best of threads, %s, was %s one after the other, and the best of processes, %s, %s"
            .formatted(
                capital(work),
                thread.name,
                Figures.timesAsFast(thread.seconds.timesAsFastAs(alone)),
                process.name,
                Figures.number(process.seconds.timesAsFastAs(alone)));
    return figures + "; " + winner(alone, thread, process) + doubt() + ".";
  }

  private String winner(Seconds alone, Contender thread, Contender process) {
    double best =
        Math.max(thread.seconds.timesAsFastAs(alone), process.seconds.timesAsFastAs(alone));
    String start =
        "%s needed %s to start".formatted(process.name, Figures.seconds(process.startSeconds));
    if (best < clear()) {
      return "nothing was clearly faster than one after the other here, and " + start;
    }
    if (process.aheadOf(thread) >= clear()) {
      return "processes won, by a factor of "
          + Figures.number(process.aheadOf(thread))
          + ", once they ran: "
          + start;
    }
    if (thread.aheadOf(process) >= clear()) {
      return "threads won, by a factor of "
          + Figures.number(thread.aheadOf(process))
          + ", and "
          + start;
    }
    return "the two were about equal, but " + start + " and threads next to nothing";
  }

  private double clear() {
    return Math.max(CLEAR, noise);
  }

  private String doubt() {
    return noise < CLEAR
        ? ""
        : "; one thread and none, which do the same, differed by a factor of "
            + Figures.number(noise)
            + ", so this machine is busy and less than that means nothing";
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
