package io.processpool.testing;

import io.processpool.message.ChunkTimes;
import io.processpool.message.ItemFailure;
import io.processpool.message.ItemsDone;
import io.processpool.message.PayloadBlock;
import io.processpool.message.RemoteFailure;
import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.payload.UnreadableException;
import io.processpool.payload.UnsendableException;
import io.processpool.runs.LongRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encoded values, and the messages that carry them. */
public final class Blocks {

  public static final PayloadSettings SETTINGS =
      PayloadSettings.defaults(Blocks.class.getClassLoader());

  public static final ChunkTimes TIMES =
      new ChunkTimes(1_000, 2_000_000, 3_000, 4_000, 2_100_000, 1_900_000, 90_000);

  private Blocks() {}

  public static PayloadBlock of(List<?> values) {
    BlockEncoder encoder = new BlockEncoder(SETTINGS);
    try {
      for (Object value : values) {
        encoder.add(value);
      }
    } catch (UnsendableException e) {
      throw new IllegalArgumentException(e);
    }
    return encoder.finish();
  }

  public static @Nullable Object decode(PayloadBlock block, int position) {
    try {
      return new BlockDecoder(SETTINGS).decode(block, position);
    } catch (UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Values for these positions. */
  public static ItemsDone done(long lease, boolean last, int[] positions, List<?> values) {
    return new ItemsDone(
        1,
        lease,
        last,
        last ? TIMES : ChunkTimes.NONE,
        LongRuns.rising(Arrays.stream(positions).asLongStream().toArray()),
        LongRuns.repeat(0, positions.length),
        of(values),
        List.of());
  }

  /** One value each. */
  public static ItemsDone done(long lease, boolean last, int... positions) {
    List<Object> values = new ArrayList<>();
    for (int position : positions) {
      values.add("r" + position);
    }
    return done(lease, last, positions, values);
  }

  public static ItemsDone failed(long lease, boolean last, int position, String message) {
    RemoteFailure failure =
        new RemoteFailure(
            "com.example.Broken", message, List.of(), null, List.of(), PayloadBlock.EMPTY);
    return new ItemsDone(
        1,
        lease,
        last,
        last ? TIMES : ChunkTimes.NONE,
        LongRuns.NONE,
        LongRuns.NONE,
        PayloadBlock.EMPTY,
        List.of(new ItemFailure.TaskThrew(position, 7, failure)));
  }
}
