package io.processpool.fleet;

import io.processpool.backend.WorkerRef;
import io.processpool.codec.HandshakeProof;
import io.processpool.message.Welcome;
import io.processpool.process.RunFolder;
import io.processpool.process.WorkerCommand;
import io.processpool.process.WorkerLauncher;
import io.processpool.process.WorkerProcess;
import io.processpool.wire.Candidate;
import io.processpool.wire.WorkerEvents;
import java.io.IOException;
import java.nio.file.Path;

/** Starts one worker after the other, each with a token and a slot file of its own. */
final class WorkerStarter {

  private static final int FLUSH_BYTES = 64 << 10;
  private static final int FLUSH_MICROS = 5_000;

  private final FleetSettings settings;
  private final RunFolder folder;
  private final String address;
  private final WorkerLauncher launcher;

  WorkerStarter(FleetSettings settings, RunFolder folder, String address, WorkerLauncher launcher) {
    this.settings = settings;
    this.folder = folder;
    this.address = address;
    this.launcher = launcher;
  }

  /** A worker that was started. */
  record Started(WorkerProcess process, SlotFile slotFile, Candidate candidate) {}

  /**
   * Starts a worker.
   *
   * @param place its place; who comes where another works is a spare
   * @param number its number, not used before
   * @param events told what it says
   * @throws IOException if the system refuses
   */
  Started start(Place place, int number, WorkerEvents events) throws IOException {
    Path slotPath = folder.slotFile(number);
    SlotFile slotFile = SlotFile.create(slotPath);
    byte[] token = HandshakeProof.randomBytes();
    WorkerCommand command =
        settings.command().plus(Integer.toString(number), address, slotPath.toString());
    if (place.lacksSpare()) {
      command = command.plus("spare");
    }
    WorkerProcess process = launcher.launch(command, settings.environment(), token, number);
    WorkerRef worker = new WorkerRef(place.index(), number, process.pid());
    return new Started(
        process, slotFile, new Candidate(worker, token, welcome(place.index()), events));
  }

  /** The command that starts a worker, as a shell line. */
  String commandLine() {
    return settings.command().toString();
  }

  /** The same, short enough for a message. */
  String commandSummary() {
    return settings.command().summary();
  }

  private Welcome welcome(int index) {
    FleetSettings.Limits limits = settings.limits();
    return new Welcome(
        index,
        limits.maxDepth(),
        limits.maxValueBytes(),
        FLUSH_BYTES,
        FLUSH_MICROS,
        limits.spinMicros(),
        limits.mostGrowthBytes(),
        settings.initializer());
  }
}
