package io.processpool.cli.lesson.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.lesson.Seconds;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private final Verdict verdict = new Verdict("behind one global lock");

  @Test
  void shouldNameTheBestOfEachAndWhoWon() {
    add(1.0, 0.5, 2.0, 0.25);

    assertThat(verdict.sentence())
        .isEqualTo(
            "Behind one global lock: the best of threads, 2 threads, was 2.00 times as fast as one"
                + " after the other, and the best of processes, 2 processes, 4.00; processes won,"
                + " by a factor of 2.00, once they ran: 2 processes needed 800 ms to start.");
  }

  @Test
  void shouldSayThatThreadsWonWhereTheyDid() {
    add(1.0, 0.2, 0.9, 0.5);

    assertThat(verdict.sentence()).contains("threads won, by a factor of 2.50, and 2 processes");
  }

  @Test
  void shouldNotCallNoiseAVictory() {
    add(1.0, 0.5, 0.9, 0.45);

    assertThat(verdict.sentence()).contains("the two were about equal, but 2 processes needed");
  }

  @Test
  void shouldSaySoWhereNothingHelped() {
    add(1.1, 1.0, 1.2, 0.95);

    assertThat(verdict.sentence()).contains("nothing was clearly faster");
  }

  @Test
  void shouldNotBelieveLessThanTheNoise() {
    add(1.6, 0.6, 1, 0.4);

    assertThat(verdict.sentence())
        .contains("the two were about equal")
        .contains("differed by a factor of 1.60, so this machine is busy");
  }

  private void add(double oneThread, double threads, double oneProcess, double processes) {
    verdict.sequential(seconds(1));
    verdict.threads("1 thread", seconds(oneThread));
    verdict.oneThread(seconds(oneThread));
    verdict.threads("2 threads", seconds(threads));
    verdict.processes("1 process", seconds(oneProcess), 0.7);
    verdict.processes("2 processes", seconds(processes), 0.8);
  }

  private static Seconds seconds(double median) {
    return new Seconds(median, median, median);
  }
}
