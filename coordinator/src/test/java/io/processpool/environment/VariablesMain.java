package io.processpool.environment;

import io.processpool.Pool;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells how a worker sees its environment; the argument is a file that only a worker opens. */
public final class VariablesMain {

  private VariablesMain() {}

  /** Prints what the worker found. */
  public static void main(String[] arguments) throws Exception {
    String names = Files.readString(Path.of(arguments[0]));
    try (Pool pool = Pool.open(1)) {
      System.out.println("size " + pool.apply(name -> Files.size(Path.of(name)), names));
      System.out.println("heap " + (pool.apply(x -> Runtime.getRuntime().maxMemory(), 0) >> 20));
      System.out.println("flags " + pool.apply(x -> flags(), 0));
      System.out.println("options " + pool.apply(x -> options(), 0));
      pool.apply(x -> say("t\u00fcr"), 0);
    }
  }

  private static int say(String text) {
    System.out.println(text);
    return 0;
  }

  private static String flags() {
    return String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  private static List<String> options() {
    return System.getenv().keySet().stream().filter(name -> name.contains("OPTIONS")).toList();
  }
}
