package io.processpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.progress.Console;
import io.processpool.cli.progress.Terminal;
import io.processpool.cli.stop.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flight recordings of real workers, in one table. */
@Tag("process")
class ProfileOnWorkersTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^ *[\\d,]+ +[\\d,]+ +([\\d.]+) +([\\d.]+)  (\\S+)$");

  @TempDir Path folder;

  private record Method(String name, double own, double withCallees) {

    boolean makesNoise() {
      return name.matches(".*(NoiseSource|RandomGenerator|RandomSupport|SplittableRandom)\\..*");
    }
  }

  @Test
  void shouldShowTheNoiseOnTopOverAllWorkers() throws IOException {
    Path report = folder.resolve("report.html");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(new ByteArrayOutputStream(), lines, e -> {});
    long before = recordings();
    // As many samples as let no method that matters be missed: about three for each file.
    String command = "etl -w 2 --generate 24 --seconds 240 --profile --dir " + folder.resolve("in");

    int status =
        Main.run(
            new Terminal(console, Map.of(), Map.of()),
            new StopRequest(),
            (command + " --report " + report).split(" "));

    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(status).as(said).isZero();
    assertThat(said).contains(" samples of 2 worker processes");
    List<Method> methods = ROW.matcher(said).results().map(ProfileOnWorkersTest::method).toList();
    double noise = methods.stream().filter(Method::makesNoise).mapToDouble(Method::own).sum();
    assertThat(methods)
        .as("all that makes noise, %s %%, against each other method", noise)
        .allMatch(method -> method.makesNoise() || method.own() < noise);
    assertThat(methods)
        .filteredOn(method -> method.name().endsWith("NoiseSource.apply"))
        .singleElement()
        .satisfies(method -> assertThat(method.withCallees()).isGreaterThan(25));
    assertThat(Files.readString(report)).contains("io.processpool.cli.etl.NoiseSource.apply");
    assertThat(recordings()).as("nothing stays").isEqualTo(before);
  }

  private static Method method(MatchResult row) {
    return new Method(
        row.group(3), Double.parseDouble(row.group(1)), Double.parseDouble(row.group(2)));
  }

  private static long recordings() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.toString().contains("processpool-profile-")).count();
    }
  }
}
