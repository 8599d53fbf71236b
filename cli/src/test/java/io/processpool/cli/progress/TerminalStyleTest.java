package io.processpool.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.cli.options.ProgressMode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalStyleTest {

  private static final Map<String, String> TERMINAL =
      Map.of(TerminalStyle.TERMINAL_PROPERTY, "true", TerminalStyle.COLUMNS_PROPERTY, "40");
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  @Test
  void aTerminalIsRedrawnInColour() {
    assertThat(TerminalStyle.of(ProgressMode.AUTO, XTERM, TERMINAL))
        .isEqualTo(new TerminalStyle(true, true, 40));
  }

  @Test
  void aPipeIsNot() {
    assertThat(TerminalStyle.of(ProgressMode.AUTO, XTERM, Map.of()))
        .isEqualTo(new TerminalStyle(false, false, 80));
  }

  @Test
  void noColorTakesTheColourOnly() {
    Map<String, String> environment = Map.of("TERM", "xterm", "NO_COLOR", "1");

    assertThat(TerminalStyle.of(ProgressMode.AUTO, environment, TERMINAL))
        .isEqualTo(new TerminalStyle(true, false, 40));
  }

  @Test
  void dumbTerminalsAndContinuousIntegrationGetPlainLines() {
    for (Map<String, String> environment :
        java.util.List.of(Map.of("TERM", "dumb"), Map.of("CI", "true"))) {
      assertThat(TerminalStyle.of(ProgressMode.AUTO, environment, TERMINAL))
          .isEqualTo(new TerminalStyle(false, false, 40));
    }
  }

  @Test
  void alwaysRedrawsEverywhereAndNeverNowhere() {
    assertThat(TerminalStyle.of(ProgressMode.ALWAYS, Map.of("CI", "true"), Map.of()).redraw())
        .isTrue();
    assertThat(TerminalStyle.of(ProgressMode.NEVER, XTERM, TERMINAL).redraw()).isFalse();
  }

  @Test
  void strangeWidthsAreBounded() {
    assertThat(columns("")).isEqualTo(80);
    assertThat(columns("0")).isEqualTo(80);
    assertThat(columns("wide")).isEqualTo(80);
    assertThat(columns("3")).isEqualTo(20);
    assertThat(columns("100000")).isEqualTo(500);
  }

  private static int columns(String text) {
    Map<String, String> properties = Map.of(TerminalStyle.COLUMNS_PROPERTY, text);
    return TerminalStyle.of(ProgressMode.AUTO, XTERM, properties).columns();
  }
}
