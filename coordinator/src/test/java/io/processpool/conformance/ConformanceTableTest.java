package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of behaviours to what is there. */
class ConformanceTableTest {

  private static final Path ROOT = Path.of("..");
  private static final Path TABLE = ROOT.resolve(Path.of("docs", "conformance.md"));

  /** The place of the tests that the table names without one. */
  private static final String HERE = "conformance.";

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| .+ \\| (.+) \\|$");

  /** A class of tests, with its package or without, and mostly one of its methods. */
  private static final Pattern TEST =
      Pattern.compile("`((?:[a-z]+\\.)*)([A-Z]\\w+)(?:#(should\\w+)|(?<=Test))`");

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(TABLE)).results().toList();
  }

  @Test
  void shouldSayOfAllBehavioursWhereTheyAreTested() throws IOException {
    assertThat(rows())
        .extracting(row -> Integer.valueOf(row.group(1)))
        .isEqualTo(IntStream.rangeClosed(1, 188).boxed().toList());
  }

  @Test
  void shouldNameTestsThatExist() throws IOException {
    assertThat(rows().stream().flatMap(row -> TEST.matcher(row.group(2)).results()))
        .hasSizeGreaterThan(200)
        .allSatisfy(ConformanceTableTest::requireTest);
  }

  private static void requireTest(MatchResult named) throws IOException {
    String type = named.group(2).endsWith("Test") ? named.group(2) : named.group(2) + "Contract";
    String place = named.group(1).isEmpty() ? HERE : named.group(1);
    Optional<Path> source = source(place.replaceFirst("^io\\.processpool\\.", "") + type);
    assertThat(source).as(named.group()).isPresent();
    if (named.group(3) != null) {
      assertThat(Files.readString(source.get())).contains("void " + named.group(3) + "(");
    }
  }

  /** They are in all modules, of which this one does not know all. */
  private static Optional<Path> source(String type) {
    return Stream.of("protocol", "worker", "coordinator", "cli")
        .map(module -> ROOT.resolve(Path.of(module, "src", "test", "java", "io", "processpool")))
        .map(root -> root.resolve(type.replace('.', '/') + ".java"))
        .filter(Files::exists)
        .findFirst();
  }
}
