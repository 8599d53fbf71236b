package io.processpool.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.benchmarks.driver.Subject.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are shells here, which speak as workloads do. */
@Tag("process")
@Tag("once")
class RoundsTest {

  @TempDir Path folder;

  private Subject served(String name, String answer) {
    String script =
        "echo '{\"warmUpSamples\": 1}'; while read line; do echo "
            + name
            + " >>'"
            + folder
            + "/turns'; "
            + answer
            + "; done";
    return new Subject(name, Kind.SERVED, List.of("sh", "-c", script), Optional.empty());
  }

  private static Subject timed(String script) {
    return new Subject("timed", Kind.TIMED, List.of("sh", "-c", script), Optional.empty());
  }

  @Test
  void shouldSampleInTurn() throws Exception {
    String answer = "echo '{\"seconds\": 0.5}'";

    Samples samples = Rounds.run(List.of(served("a", answer), served("b", answer)), 3);

    assertThat(Files.readAllLines(folder.resolve("turns")))
        .containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(samples.rounds("b", "seconds")).containsExactly(0.5, 0.5, 0.5);
  }

  @Test
  void shouldGoOnWithoutAPeerThatIsAbsent() throws Exception {
    Subject says =
        new Subject(
            "says",
            Kind.SERVED,
            List.of("sh", "-c", "echo '{\"absent\": \"no module\"}'"),
            Optional.empty());
    Subject noProgram =
        new Subject("none", Kind.SERVED, List.of("/no/such/program"), Optional.empty());
    Subject known = new Subject("known", Kind.TIMED, List.of("true"), Optional.of("no scipy"));

    Samples samples =
        Rounds.run(List.of(says, noProgram, known, served("a", "echo '{\"seconds\": 1}'")), 1);

    assertThat(samples.absent()).containsKeys("says", "none", "known");
    assertThat(samples.absent()).containsEntry("says", "no module");
    assertThat(samples.all()).containsOnlyKeys("a");
  }

  @Test
  void shouldFailWithTheLastWordsOfAProgramThatFails() {
    assertThatThrownBy(() -> Rounds.run(List.of(served("a", "echo 'out of luck' >&2; exit 3")), 1))
        .isInstanceOf(MeasurementException.class)
        .hasMessage("a ended with exit code 3; it said: out of luck");
    assertThatThrownBy(() -> Rounds.run(List.of(timed("echo lost >&2; exit 4")), 1))
        .isInstanceOf(MeasurementException.class)
        .hasMessage("timed ended with exit code 4; it said: lost");
  }

  @Test
  void shouldTimeAProgramUntilItsEnd() throws Exception {
    Samples samples = Rounds.run(List.of(timed("echo first; sleep 0.2")), 2);

    assertThat(samples.rounds("timed", "seconds"))
        .hasSize(2)
        .allSatisfy(seconds -> assertThat(seconds).isGreaterThanOrEqualTo(0.2));
    assertThat(samples.rounds("timed", "firstLine").get(0))
        .isLessThan(samples.rounds("timed", "seconds").get(0));
  }
}
