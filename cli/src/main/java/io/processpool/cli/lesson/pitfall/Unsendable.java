package io.processpool.cli.lesson.pitfall;

import io.processpool.Pool;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Sample;
import io.processpool.task.TaskFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.function.Function;

/** What exists only in one process, each as it is done wrong and as it is done right. */
enum Unsendable {

  /** A lambda whose type does not say that it can be sent. */
  LAMBDA("a plain lambda", "a lambda declared as TaskFunction") {
    @Override
    void runBroken(Pool pool, List<Integer> items) {
      Function<Integer, Integer> triple = item -> 3 * item;
      pool.map(item -> triple.apply(item), items, OPTIONS);
    }

    @Override
    Sample<List<Integer>> runMended(Pool pool, List<Integer> items) {
      TaskFunction<Integer, Integer> triple = item -> 3 * item;
      return Sample.map(pool, item -> triple.call(item), items, OPTIONS);
    }
  },

  /** A connection of this process, inside an object that looks harmless. */
  SOCKET("a captured socket", "a socket opened by the task") {
    @Override
    void runBroken(Pool pool, List<Integer> items) {
      try (Socket socket = new Socket()) {
        Service service = new Service("triple", socket);
        pool.map(item -> service.triple(item), items, OPTIONS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    Sample<List<Integer>> runMended(Pool pool, List<Integer> items) {
      try (ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
        int port = server.getLocalPort();
        return Sample.map(pool, item -> tripleThrough(port, item), items, OPTIONS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },

  /** A thread of this process. */
  THREAD("a captured thread", "a thread started by the task") {
    @Override
    void runBroken(Pool pool, List<Integer> items) {
      Thread helper = Thread.currentThread();
      pool.map(item -> helper.isAlive() ? 3 * item : 0, items, OPTIONS);
    }

    @Override
    Sample<List<Integer>> runMended(Pool pool, List<Integer> items) {
      return Sample.map(pool, Unsendable::tripleInThread, items, OPTIONS);
    }
  },

  /** A result that holds something of the worker. */
  RESULT("a result with a socket in it", "a result of plain data") {
    @Override
    void runBroken(Pool pool, List<Integer> items) {
      pool.map(item -> new Answer(3 * item, new Service("triple", new Socket())), items, OPTIONS);
    }

    @Override
    Sample<List<Integer>> runMended(Pool pool, List<Integer> items) {
      return Sample.map(pool, item -> 3 * item, items, OPTIONS);
    }
  };

  private static final JobOptions OPTIONS = JobOptions.defaults().label("pitfall-2");

  private final String broken;
  private final String mended;

  Unsendable(String broken, String mended) {
    this.broken = broken;
    this.mended = mended;
  }

  /** An object of some program, with a live resource in a field. */
  private record Service(String name, Socket connection) {

    int triple(int item) {
      return connection.isBound() ? 0 : 3 * item;
    }
  }

  /** What a task returns, with more in it than was asked for. */
  private record Answer(int value, Service from) {}

  private static Integer tripleThrough(int port, int item) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected() ? 3 * item : 0;
    }
  }

  private static Integer tripleInThread(Integer item) throws InterruptedException {
    int[] triple = new int[1];
    Thread helper = new Thread(() -> triple[0] = 3 * item, "helper");
    helper.start();
    helper.join();
    return triple[0];
  }

  /** Is expected to be refused. */
  abstract void runBroken(Pool pool, List<Integer> items);

  /** Gives three times each item. */
  abstract Sample<List<Integer>> runMended(Pool pool, List<Integer> items);

  /** Whether it is refused before any worker hears of it. */
  boolean isFunction() {
    return this != RESULT;
  }

  String broken() {
    return broken;
  }

  String mended() {
    return mended;
  }
}
