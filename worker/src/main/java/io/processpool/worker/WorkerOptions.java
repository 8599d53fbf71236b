package io.processpool.worker;

import static java.util.Objects.requireNonNull;

import io.processpool.worker.link.CoordinatorAddress;
import java.net.SocketAddress;
import java.nio.file.Path;

/**
 * What the coordinator's command line says; it holds no secret.
 *
 * @param number the worker's number in its pool
 * @param address where the coordinator listens
 * @param slot the file of the running item
 * @param spare whether another works in its place, so that it has time before it is ready
 */
record WorkerOptions(int number, SocketAddress address, Path slot, boolean spare) {

  private static final int ARGUMENTS = 3;
  private static final String SPARE = "spare";

  /** The run folder of the pool. */
  Path folder() {
    return requireNonNull(slot.toAbsolutePath().getParent(), "folder");
  }

  static WorkerOptions parse(String[] arguments) {
    boolean spare = arguments.length == ARGUMENTS + 1 && arguments[ARGUMENTS].equals(SPARE);
    if (arguments.length != ARGUMENTS && !spare) {
      throw new IllegalArgumentException(
          "arguments: "
              + arguments.length
              + " (expected: NUMBER ADDRESS SLOT [spare]; a pool starts workers, people do not)");
    }
    return new WorkerOptions(
        Integer.parseInt(arguments[0]),
        CoordinatorAddress.parse(arguments[1]),
        Path.of(arguments[2]),
        spare);
  }
}
