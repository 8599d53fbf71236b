package io.processpool.environment;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Runs a program in a class loader that the class path does not show. */
public final class IsolatedMain {

  private IsolatedMain() {}

  /** The main class, then the entries of its class path. */
  public static void main(String[] arguments) throws Exception {
    URL[] entries = new URL[arguments.length - 1];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = Path.of(arguments[i + 1]).toUri().toURL();
    }
    URLClassLoader loader = new URLClassLoader(entries, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    loader
        .loadClass(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }
}
