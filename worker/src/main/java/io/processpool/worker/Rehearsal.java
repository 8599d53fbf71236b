package io.processpool.worker;

import io.processpool.codec.HandshakeProof;
import io.processpool.message.PayloadBlock;
import io.processpool.message.Welcome;
import io.processpool.worker.guard.LifeLine;
import io.processpool.worker.link.RehearsalServer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main class of a JVM that goes through a worker's life in little: it starts, is welcomed, runs
 * a chunk and leaves, with a coordinator in its own process. What it loaded meanwhile becomes the
 * archive that makes real workers start faster.
 */
public final class Rehearsal {

  private static final int MIB = 1 << 20;
  private static final int FLUSH_BYTES = 64 << 10;
  private static final int FLUSH_MICROS = 5_000;
  private static final byte[] NO_SECRET = new byte[HandshakeProof.SECRET_BYTES];

  private Rehearsal() {}

  /** Runs it in this folder; started by a pool, which writes zeros for a token. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path socket = folder.resolve("r");
    // A worker has its files beside its slot; these must not be taken for those of a worker.
    Path own = Files.createDirectories(folder.resolve("rehearsal"));
    Path slot = Files.write(own.resolve("r.slot"), new byte[Long.BYTES]);
    LifeLine.allowLongEnd();
    RehearsalServer.listen(socket, NO_SECRET, welcome(), SampleWork.messages());
    WorkerMain.main(new String[] {"0", "unix:" + socket, slot.toString()});
  }

  private static Welcome welcome() {
    return new Welcome(0, 512, 64 * MIB, FLUSH_BYTES, FLUSH_MICROS, 0, 0, PayloadBlock.EMPTY);
  }
}
