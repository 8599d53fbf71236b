package io.processpool.api;

import org.jspecify.annotations.Nullable;

/**
 * A function, argument or result cannot cross to the other process. For a function or an argument
 * the task did not run; for a result it ran and its value is lost.
 */
public final class NotSendableException extends PoolException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String type;
  private final String path;
  private final String remedy;

  /**
   * A refusal.
   *
   * @param pool the pool's name
   * @param what what cannot be sent, for example {@code function} or {@code result of item 3}
   * @param problem the offending object
   * @param cause the serializer's own error, or {@code null}
   */
  public NotSendableException(
      String pool, String what, Problem problem, @Nullable Throwable cause) {
    super(pool, text(what, problem), cause);
    this.what = what;
    this.type = problem.type();
    this.path = problem.path();
    this.remedy = problem.remedy();
  }

  private static String text(String what, Problem problem) {
    return what
        + " cannot be sent: "
        + (problem.path().isEmpty() ? problem.type() : what + " → " + problem.path())
        + " "
        + problem.reason()
        + "; "
        + problem.remedy();
  }

  /**
   * The offending object.
   *
   * @param type its class, the binary name
   * @param path the fields from the function, argument or result to it; empty if it is that itself
   * @param reason what is wrong with it
   * @param remedy what to do
   */
  public record Problem(String type, String path, String reason, String remedy) {}

  /**
   * What cannot be sent.
   *
   * @return for example {@code function}, {@code item 3}, {@code result of item 3}
   */
  public String what() {
    return what;
  }

  /**
   * The class of the offending object.
   *
   * @return its binary name
   */
  public String type() {
    return type;
  }

  /**
   * The way to the offending object.
   *
   * @return for example {@code captured arg 0 (Report) → field connection (java.net.Socket)}; empty
   *     if it is the function, argument or result itself
   */
  public String path() {
    return path;
  }

  /**
   * What to do about it.
   *
   * @return one phrase
   */
  public String remedy() {
    return remedy;
  }
}
