package io.processpool.cli.progress;

import io.processpool.cli.options.ProgressMode;
import java.util.Map;

/**
 * What standard error can show. Immutable.
 *
 * @param redraw a line can be drawn again over itself
 * @param colour escape sequences for colours are understood and wanted
 * @param columns how wide a line may be
 */
public record TerminalStyle(boolean redraw, boolean colour, int columns) {

  /**
   * Set to true by the start script when standard error is a terminal. A JVM cannot tell without
   * native code: {@code System.console()} speaks of standard input and output, and since 22 it is
   * there without any terminal.
   */
  public static final String TERMINAL_PROPERTY = "processpool.terminal";

  /** Set by the start script to the width of that terminal. */
  public static final String COLUMNS_PROPERTY = "processpool.terminal.columns";

  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 20;
  private static final int MAX_COLUMNS = 500;

  /** Plain lines only. */
  public static final TerminalStyle PLAIN = new TerminalStyle(false, false, DEFAULT_COLUMNS);

  /**
   * What to do under these circumstances.
   *
   * @param mode what the user asked for
   * @param environment {@code NO_COLOR}, {@code TERM} and {@code CI} matter
   * @param properties {@link #TERMINAL_PROPERTY} and {@link #COLUMNS_PROPERTY} matter
   * @return the style
   */
  public static TerminalStyle of(
      ProgressMode mode, Map<String, String> environment, Map<String, String> properties) {
    boolean terminal = Boolean.parseBoolean(properties.get(TERMINAL_PROPERTY));
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean automatic = terminal && !dumb && environment.getOrDefault("CI", "").isEmpty();
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new TerminalStyle(
        mode == ProgressMode.ALWAYS || (mode == ProgressMode.AUTO && automatic),
        automatic && !noColour,
        columns(properties.getOrDefault(COLUMNS_PROPERTY, "")));
  }

  private static int columns(String text) {
    try {
      int columns = Integer.parseInt(text);
      return columns == 0 ? DEFAULT_COLUMNS : Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
    } catch (NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }
}
