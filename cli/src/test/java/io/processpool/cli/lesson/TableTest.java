package io.processpool.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.output.Summary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Seconds SECONDS = new Seconds(1, 1, 1);

  @Test
  void shouldLineFiguresUpAndPutTextsBelow() {
    Row local = new Row("loop", SECONDS, 1000, Row.NO_WIRE, "right", List.of(), Map.of());
    Row pooled =
        new Row(
                "in the pool",
                SECONDS,
                10,
                new Summary.Wire(1234, 0, 5, 0),
                "right",
                List.of(),
                Map.of())
            .with("speed_up", 0.5)
            .with("the_message", "lost");

    assertThat(new Table(List.of(local, pooled)).lines())
        .containsExactly(
            "variant            median (min–max)  items  speed up  bytes out  frames out  result",
            "-----------  ----------------------  -----  --------  ---------  ----------  ------",
            "loop         1.00 s (1.00 s–1.00 s)  1,000                    0           0  right",
            "in the pool  1.00 s (1.00 s–1.00 s)     10      0.50      1,234           5  right",
            "",
            "in the pool",
            "  the message: lost");
  }
}
