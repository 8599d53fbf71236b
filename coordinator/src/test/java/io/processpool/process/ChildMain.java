package io.processpool.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What the child JVMs of these tests do; the first argument says which. */
public final class ChildMain {

  private ChildMain() {}

  /** Runs one role. */
  public static void main(String[] arguments) throws Exception {
    String first = arguments.length > 1 ? arguments[1] : "";
    switch (arguments[0]) {
      case "token" -> readToken(Integer.parseInt(first));
      case "exit" -> System.exit(Integer.parseInt(first));
      case "wait" -> waitForEndOfFile();
      case "farewell" -> sayFarewell();
      case "family" -> startFamily();
      case "orphan" -> startOrphan("sh");
      case "daemon" -> startOrphan("setsid", "sh");
      case "flood" -> flood(Integer.parseInt(first));
      case "mute" -> closeOutputs();
      case "crash" -> crash();
      case "memory" -> fillMemory();
      case "print" -> print(arguments);
      case "describe" -> describe(first);
      case "own" -> own(Path.of(first));
      case "sweep" -> sweep(Path.of(first));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void readToken(int length) throws IOException {
    say("token " + HexFormat.of().formatHex(System.in.readNBytes(length)));
    waitForEndOfFile();
  }

  private static void waitForEndOfFile() throws IOException {
    say("waiting");
    while (System.in.read() >= 0) {
      continue;
    }
    say("end of file");
    System.exit(80);
  }

  private static void sayFarewell() throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> say("farewell")));
    waitForEndOfFile();
  }

  private static void startFamily() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "sleep 300 & echo $!; wait").start();
    String sleeper = shell.inputReader().readLine();
    say("family " + shell.pid() + " " + sleeper);
    waitForEndOfFile();
  }

  /** It holds the standard error open. */
  private static void startOrphan(String... shell) throws IOException {
    List<String> command = new ArrayList<>(List.of(shell));
    command.addAll(List.of("-c", "echo $$; exec sleep 300 >&2"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    say("orphan " + builder.start().inputReader().readLine());
  }

  private static void flood(int mebibytes) throws IOException {
    byte[] noise = new byte[1024 * 1024];
    Arrays.fill(noise, (byte) 'x');
    OutputStream out = System.out;
    for (int i = 0; i < mebibytes; i++) {
      out.write(noise);
    }
    out.flush();
  }

  private static void closeOutputs() throws IOException {
    System.out.close();
    System.err.close();
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(7);
  }

  /** By reflection, because the compiler's warning about this class cannot be switched off. */
  private static void crash() throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
  }

  private static void fillMemory() {
    List<long[]> kept = new ArrayList<>();
    while (true) {
      kept.add(new long[1024 * 1024]);
    }
  }

  private static void print(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      say("argument " + HexFormat.of().formatHex(arguments[i].getBytes(UTF_8)));
    }
  }

  private static void describe(String fileName) {
    say("heap " + Runtime.getRuntime().maxMemory() / 1024 / 1024);
    say("processors " + Runtime.getRuntime().availableProcessors());
    say("file " + Path.of(fileName));
  }

  private static void own(Path base) throws IOException {
    RunFolder folder = RunFolder.createIn(List.of(base));
    say("folder " + folder.path());
    waitForEndOfFile();
  }

  private static void sweep(Path base) throws IOException {
    try (RunFolder own = RunFolder.createIn(List.of(base))) {
      own.sweep(base);
    }
    say("swept");
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
