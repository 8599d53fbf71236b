package io.processpool.process;

/** One of the two streams a worker prints to. */
public enum StdStream {
  /** Standard output. */
  OUT("out"),
  /** Standard error. */
  ERR("err");

  private final String label;

  StdStream(String label) {
    this.label = label;
  }

  /** The short name, for threads and log lines. */
  public String label() {
    return label;
  }
}
