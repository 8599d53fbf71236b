package io.processpool.worker;

import io.processpool.message.CallShape;
import io.processpool.message.Message;
import io.processpool.message.OpenJob;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RunChunk;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnsendableException;
import io.processpool.runs.LongRuns;
import io.processpool.task.TaskFunction;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job with one chunk of values of many kinds, the last of which fails. */
final class SampleWork {

  private static final int JOB = 1;
  private static final int MIB = 1 << 20;

  private SampleWork() {}

  private record Sample(int number, String text) {}

  /** What a coordinator says before the answers come. */
  static List<Message> messages() throws UnsendableException {
    TaskFunction<@Nullable Object, @Nullable Object> function = SampleWork::answer;
    PayloadBlock items =
        encode(
            1,
            2L,
            3.0,
            "text",
            true,
            others(),
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
    return List.of(
        new OpenJob(JOB, CallShape.FUNCTION, 1, 0, encode(function)),
        new RunChunk(JOB, 1, LongRuns.from(0, count), LongRuns.repeat(1, count), items));
  }

  /** What is common besides, in one value. */
  private static List<Object> others() {
    return List.of(
        new float[] {1.0f},
        new long[] {1},
        new ArrayList<>(List.of(1)),
        new HashMap<>(Map.of("key", 1)),
        new HashSet<>(Set.of(1)),
        new BigDecimal("1.5"),
        LocalDate.of(2026, 1, 1));
  }

  private static @Nullable Object answer(@Nullable Object item) {
    if (item == null) {
      throw new IllegalArgumentException("no item");
    }
    return item;
  }

  private static PayloadBlock encode(@Nullable Object... values) throws UnsendableException {
    BlockEncoder encoder =
        new BlockEncoder(PayloadSettings.defaults(SampleWork.class.getClassLoader()));
    for (Object value : values) {
      encoder.add(value);
    }
    return encoder.finish();
  }
}
