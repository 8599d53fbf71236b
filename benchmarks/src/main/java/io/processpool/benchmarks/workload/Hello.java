package io.processpool.benchmarks.workload;

/** The least a JVM can do. */
public final class Hello {

  private Hello() {}

  /**
   * Says hello.
   *
   * @param arguments not used
   */
  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
