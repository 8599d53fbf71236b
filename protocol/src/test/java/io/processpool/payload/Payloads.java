package io.processpool.payload;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.message.PayloadBlock;
import io.processpool.message.Unsendable;
import java.util.List;

/** Writes and reads single values for the tests. */
final class Payloads {

  static final PayloadSettings SETTINGS = PayloadSettings.defaults(Payloads.class.getClassLoader());

  private Payloads() {}

  static PayloadBlock block(Object... values) {
    BlockEncoder encoder = new BlockEncoder(SETTINGS);
    for (Object value : values) {
      try {
        encoder.add(value);
      } catch (UnsendableException e) {
        throw new AssertionError(e.getMessage(), e);
      }
    }
    return encoder.finish();
  }

  @SuppressWarnings("unchecked")
  static <T> T copy(T value) {
    try {
      return (T) new BlockDecoder(SETTINGS).decode(block(value), 0);
    } catch (UnreadableException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  static Unsendable refused(Object value) {
    return refused(value, SETTINGS);
  }

  static Unsendable refused(Object value, PayloadSettings settings) {
    UnsendableException thrown =
        catchThrowableOfType(
            UnsendableException.class, () -> new BlockEncoder(settings).add(value));
    if (thrown == null) {
      throw new AssertionError("was written: " + value.getClass());
    }
    return thrown.problem();
  }

  static Unsendable refusedByPreflight(Object value) {
    return refusedByPreflight(value, SETTINGS);
  }

  static Unsendable refusedByPreflight(Object value, PayloadSettings settings) {
    UnsendableException thrown =
        catchThrowableOfType(UnsendableException.class, () -> RoundTrip.check(value, settings));
    if (thrown == null) {
      throw new AssertionError("passed: " + value.getClass());
    }
    return thrown.problem();
  }

  static Unsendable unreadable(PayloadBlock block) {
    return unreadable(block, SETTINGS);
  }

  static Unsendable unreadable(PayloadBlock block, PayloadSettings settings) {
    UnreadableException thrown =
        catchThrowableOfType(
            UnreadableException.class, () -> new BlockDecoder(settings).decode(block, 0));
    if (thrown == null) {
      throw new AssertionError("was read");
    }
    return thrown.problem();
  }

  static PayloadBlock raw(List<String> names, byte... bytes) {
    return new PayloadBlock(names, new int[] {bytes.length}, bytes);
  }
}
