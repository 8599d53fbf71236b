package io.processpool.process;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The environment variables of a worker. Pure.
 *
 * <p>{@code JAVA_TOOL_OPTIONS}, {@code _JAVA_OPTIONS} and {@code JDK_JAVA_OPTIONS} of the
 * coordinator are removed: a debugger's port in them would let no worker start, and an {@code -Xmx}
 * would silently replace the worker's. Who wants them sets them in the worker's own variables.
 */
public final class WorkerEnvironment {

  private static final List<String> REMOVED =
      List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  private WorkerEnvironment() {}

  /**
   * The variables of this process, adapted.
   *
   * @param ofUser are set last, so that they win
   */
  public static Map<String, String> current(Map<String, String> ofUser) {
    return of(System.getenv(), System.getProperty("sun.jnu.encoding", "UTF-8"), ofUser);
  }

  /** With a locale like {@code C}, a JVM cannot name files that are not ASCII. */
  static Map<String, String> of(
      Map<String, String> ofCoordinator, String fileNameEncoding, Map<String, String> ofUser) {
    Map<String, String> variables = new HashMap<>(ofCoordinator);
    REMOVED.forEach(variables::remove);
    if (!fileNameEncoding.toUpperCase(Locale.ROOT).equals("UTF-8")) {
      variables.put("LC_ALL", "C.UTF-8");
    }
    variables.putAll(ofUser);
    return Map.copyOf(variables);
  }
}
