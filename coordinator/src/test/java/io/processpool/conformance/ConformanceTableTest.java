package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the table of behaviours to what is there. */
class ConformanceTableTest {

  private static final Path TABLE = Path.of("..", "docs", "conformance.md");
  private static final Pattern TEST = Pattern.compile("`(faults\\.)?([A-Z]\\w+)#(should\\w+)`");
  private static final Pattern NUMBER = Pattern.compile("(?m)^\\| (\\d+) \\| .+ \\| .+ \\|$");

  private static List<MatchResult> find(Pattern pattern) throws IOException {
    return pattern.matcher(Files.readString(TABLE)).results().toList();
  }

  @Test
  void shouldSayOfAllBehavioursWhereTheyAreTested() throws IOException {
    assertThat(find(NUMBER))
        .extracting(row -> Integer.valueOf(row.group(1)))
        .isEqualTo(IntStream.rangeClosed(1, 188).boxed().toList());
  }

  @Test
  void shouldNameTestsThatExist() throws IOException {
    assertThat(find(TEST)).hasSizeGreaterThan(100).allSatisfy(ConformanceTableTest::requireTest);
  }

  private static void requireTest(MatchResult named) throws ClassNotFoundException {
    String name = named.group(2).endsWith("Test") ? named.group(2) : named.group(2) + "Contract";
    String place = named.group(1) == null ? "conformance." : named.group(1);
    Class<?> type = Class.forName("io.processpool." + place + name);
    assertThat(Arrays.stream(type.getDeclaredMethods()))
        .anyMatch(method -> method.getName().equals(named.group(3)));
  }
}
