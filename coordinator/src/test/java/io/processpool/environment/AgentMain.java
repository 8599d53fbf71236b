package io.processpool.environment;

/** A Java agent that tells where it is. */
public final class AgentMain {

  private AgentMain() {}

  /** Called by the JVM. */
  public static void premain(String arguments) {
    System.err.println("agent is here");
  }
}
