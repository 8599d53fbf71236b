package io.processpool.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that print without measure disturb nobody and fill no log. */
@Tag("process")
@Tag("once")
class OutputFloodTest {

  private static final int KINDS = 5;
  private static final int STREAMS = 2;

  @TempDir Path base;

  /** In a heap of 64 MiB, which none of the floods would fit in. */
  private void assertUndisturbedBy(int mebibytes) throws Exception {
    List<Path> entries = new ArrayList<>(Code.library());
    entries.add(Code.classes(base.resolve("classes"), FloodMain.class));
    Path log = base.resolve("log.txt");
    Program.Ended ended =
        new Program(base)
            .flags("-Xmx64m")
            .errorsTo(log)
            .run("-cp", Code.join(entries), FloodMain.class.getName(), Integer.toString(mebibytes));

    assertThat(ended.exit()).as(ended.out()).isZero();
    assertThat(ended.out())
        .isEqualTo(
            """
            lines [1]
            endless [1]
            binary [1]
            empty [1]
            42 true
            closed [7]
            after [1, 4, 9]
            """);
    try (Stream<String> lines = Files.lines(log)) {
      assertThat(lines.anyMatch(line -> line.contains(" characters are left out here (limit: ")))
          .isTrue();
    }
    long logged = Files.size(log);
    long printed = (long) mebibytes * KINDS * STREAMS << 20;
    System.out.println("of " + printed + " bytes printed " + logged + " are in the log");
    assertThat(logged).isLessThan(printed / 4 * 3);
  }

  @Test
  void shouldNotBeDisturbedBy64MebibytesOnEachStream() throws Exception {
    assertUndisturbedBy(13);
  }

  @Test
  @Tag("long")
  void shouldNotBeDisturbedByAGibibyteOnEachStream() throws Exception {
    assertUndisturbedBy(205);
  }
}
