package io.processpool.cli.options;

/** A command of the program, once picocli has filled it. */
public interface CliCommand {

  /**
   * Does what the options say. Blocks.
   *
   * @return how it ended
   * @throws UsageException if the options contradict each other
   */
  ExitStatus call();

  /**
   * Whether stack traces are wanted.
   *
   * @return true with {@code -v}
   */
  boolean verbose();
}
