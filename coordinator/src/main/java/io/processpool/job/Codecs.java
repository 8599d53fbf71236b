package io.processpool.job;

import io.processpool.payload.BlockDecoder;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lends coders to the threads that need one for a moment; making one is costly. Thread-safe. */
public final class Codecs {

  private static final int KEPT = 16;

  private final PayloadSettings settings;
  private final PayloadSettings preflight;
  private final PayloadSettings answers;
  private final Deque<BlockEncoder> encoders = new ConcurrentLinkedDeque<>();
  private final Deque<BlockDecoder> decoders = new ConcurrentLinkedDeque<>();

  /**
   * Coders of a pool.
   *
   * @param settings how values are written here
   * @param preflight how a worker will read them, as far as that can be tried here
   * @param answers how what workers send is read here
   */
  public Codecs(PayloadSettings settings, PayloadSettings preflight, PayloadSettings answers) {
    this.settings = settings;
    this.preflight = preflight;
    this.answers = answers;
  }

  /** How a worker will read what is sent. */
  public PayloadSettings preflight() {
    return preflight;
  }

  /** Uses an encoder that holds nothing, and must be left so. */
  public <R> R encode(Function<BlockEncoder, R> use) {
    BlockEncoder lent = encoders.pollFirst();
    BlockEncoder encoder = lent == null ? new BlockEncoder(settings) : lent;
    R result = use.apply(encoder); // one that threw is not lent again
    if (encoders.size() < KEPT) {
      encoders.addFirst(encoder);
    }
    return result;
  }

  /** A decoder, to be given back. */
  public BlockDecoder borrowDecoder() {
    @Nullable BlockDecoder lent = decoders.pollFirst();
    return lent == null ? new BlockDecoder(answers) : lent;
  }

  /** Takes a decoder back. */
  public void giveBack(BlockDecoder decoder) {
    if (decoders.size() < KEPT) {
      decoders.addFirst(decoder);
    }
  }
}
