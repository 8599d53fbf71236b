package io.processpool.cli.progress;

import io.processpool.cli.options.CommonOptions;
import io.processpool.cli.options.LogFormat;
import java.util.Map;

/**
 * What the program was started in. Immutable.
 *
 * @param console its streams
 * @param environment its environment variables
 * @param properties its system properties
 */
public record Terminal(
    Console console, Map<String, String> environment, Map<String, String> properties) {

  /**
   * Where a command's notices go.
   *
   * @param options what the user wants
   * @return lines or log events
   */
  public Notices notices(CommonOptions options) {
    return options.logFormat() == LogFormat.JSON
        ? new LogNotices(options.progress())
        : new TextNotices(
            console,
            TerminalStyle.of(options.progress(), environment, properties),
            options.progress());
  }
}
