package io.processpool.conformance;

import io.processpool.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Tasks that never end by themselves. Each marks the gate with what must be gone afterwards. */
public final class StuckTasks {

  private StuckTasks() {}

  /** An endless loop. */
  public static int spin(Gate gate) throws IOException {
    gate.mark(ProcessHandle.current().pid());
    int turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & 0xFFFF;
    }
    return turns;
  }

  /** Waits for bytes that never come. */
  public static int read(Gate gate) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket silent = new Socket(server.getInetAddress(), server.getLocalPort())) {
      gate.mark(ProcessHandle.current().pid());
      return silent.getInputStream().read();
    }
  }

  /** Waits for a child of its own. */
  public static int waitForChild(Gate gate) throws IOException, InterruptedException {
    Process child = new ProcessBuilder("sleep", "1000").start();
    gate.mark(child.pid());
    gate.mark(ProcessHandle.current().pid());
    return child.waitFor();
  }

  /** A whole program: two workers that have nothing to do. */
  public static void idle(Gate gate) throws IOException, InterruptedException {
    try (Pool pool = Pool.open(2)) {
      for (long pid : pool.broadcast(() -> ProcessHandle.current().pid())) {
        gate.mark(pid);
      }
      Thread.currentThread().join();
    }
  }
}
