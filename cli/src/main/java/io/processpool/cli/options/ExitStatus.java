package io.processpool.cli.options;

import io.processpool.api.NotSendableException;
import io.processpool.api.PoolBrokenException;
import io.processpool.api.PoolException;
import io.processpool.api.WorkerStartException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the program leaves behind as its exit code. */
public enum ExitStatus {
  /** Everything worked. */
  OK(0, "all items succeeded"),
  /** The job ran to its end. */
  SOME_FAILED(1, "finished, some items failed"),
  /** The command line is wrong. */
  USAGE(2, "usage error"),
  /** No work can be done by the workers. */
  POOL_BROKEN(3, "pool broken: workers cannot start, or die faster than they work"),
  /** The serializer refused. */
  NOT_SENDABLE(4, "function or input cannot be sent to a worker"),
  /** The user's own limit was passed. */
  STOPPED(5, "stopped by --on-error or --max-failures"),
  /** A mistake of this program, or a broken machine. */
  INTERNAL(70, "internal error"),
  /** The terminal went away. */
  HANGUP(129, "ended by HUP"),
  /** Control-C. */
  INTERRUPTED(130, "ended by INT"),
  /** Nobody reads the results any more. */
  OUTPUT_CLOSED(141, "ended because standard output was closed"),
  /** Told to go. */
  TERMINATED(143, "ended by TERM");

  private final int code;
  private final String meaning;

  ExitStatus(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /**
   * The number.
   *
   * @return 0 to 255
   */
  public int code() {
    return code;
  }

  /**
   * The signal that ended the program.
   *
   * @return its name without SIG, empty if none did
   */
  public Optional<String> signal() {
    return switch (this) {
      case HANGUP -> Optional.of("HUP");
      case INTERRUPTED -> Optional.of("INT");
      case TERMINATED -> Optional.of("TERM");
      default -> Optional.empty();
    };
  }

  /**
   * What a job's failure means for the program.
   *
   * @param error what ended the job
   * @return one that tells of a failure
   */
  public static ExitStatus of(PoolException error) {
    if (error instanceof WorkerStartException || error instanceof PoolBrokenException) {
      return POOL_BROKEN;
    }
    return error instanceof NotSendableException ? NOT_SENDABLE : INTERNAL;
  }

  /**
   * All of them, for the help.
   *
   * @return the meaning by number, in order
   */
  public static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitStatus status : values()) {
      meanings.put(String.valueOf(status.code), status.meaning);
    }
    return meanings;
  }
}
