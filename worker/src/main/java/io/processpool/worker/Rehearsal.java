package io.processpool.worker;

import io.processpool.codec.HandshakeProof;
import io.processpool.message.CallShape;
import io.processpool.message.CloseJob;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.message.Welcome;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnsendableException;
import io.processpool.task.TaskFunction;
import io.processpool.worker.link.RehearsalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a JVM that goes through a worker's life in little: it starts, is welcomed, runs
 * a chunk and leaves, with a coordinator in its own process. What it loaded meanwhile becomes the
 * archive that makes real workers start faster.
 */
public final class Rehearsal {

  private static final int JOB = 1;
  private static final int MIB = 1 << 20;
  private static final int FLUSH_BYTES = 64 << 10;
  private static final int FLUSH_MICROS = 5_000;
  private static final byte[] NO_SECRET = new byte[HandshakeProof.SECRET_BYTES];

  private Rehearsal() {}

  private record Sample(int number, String text) {}

  /** Runs it in this folder; started by a pool, which writes zeros for a token. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path socket = folder.resolve("r");
    // A worker has its files beside its slot; these must not be taken for those of a worker.
    Path own = Files.createDirectories(folder.resolve("rehearsal"));
    Path slot = Files.write(own.resolve("r.slot"), new byte[Long.BYTES]);
    WorkerMain.keepOffUserLogging();
    RehearsalServer.listen(socket, NO_SECRET, welcome(), work());
    WorkerMain.main(new String[] {"0", "unix:" + socket, slot.toString()});
  }

  private static Welcome welcome() {
    return new Welcome(0, 512, 64 * MIB, FLUSH_BYTES, FLUSH_MICROS, 0, 0, PayloadBlock.EMPTY);
  }

  private static List<Message> work() throws UnsendableException {
    TaskFunction<@Nullable Object, @Nullable Object> function = Rehearsal::answer;
    PayloadBlock items =
        encode(
            1,
            2L,
            3.0,
            "text",
            true,
            List.of(1, 2),
            Map.of("key", "value"),
            new int[] {1, 2, 3},
            new double[] {1.0},
            new byte[MIB],
            new String[] {"one"},
            new Sample(1, "one"),
            Optional.of("one"),
            Duration.ofSeconds(1),
            Path.of("file"),
            null);
    int count = items.count();
    long[] indexes = new long[count];
    int[] attempts = new int[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = i;
      attempts[i] = 1;
    }
    return List.of(
        new OpenJob(JOB, CallShape.FUNCTION, 1, 0, encode(function)),
        new RunChunk(JOB, 1, indexes, attempts, items),
        new CloseJob(JOB));
  }

  private static @Nullable Object answer(@Nullable Object item) {
    if (item == null) {
      throw new IllegalArgumentException("no item");
    }
    return item;
  }

  private static PayloadBlock encode(@Nullable Object... values) throws UnsendableException {
    BlockEncoder encoder =
        new BlockEncoder(PayloadSettings.defaults(Rehearsal.class.getClassLoader()));
    for (Object value : values) {
      encoder.add(value);
    }
    return encoder.finish();
  }
}
