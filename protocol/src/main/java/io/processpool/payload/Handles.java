package io.processpool.payload;

import io.processpool.task.Shared;
import java.util.OptionalLong;

/** Shared values as their numbers; what they hold stays where it is. */
final class Handles {

  static final Branch<Shared<?>> BY_NUMBER = new Branch<>(Handles::put, Handles::take);

  private Handles() {}

  private static void put(PayloadKryo kryo, PayloadOutput out, Shared<?> handle) {
    OptionalLong number = kryo.settings().shared().numberOf(handle);
    if (number.isEmpty()) {
      throw new Refused(handle.getClass().getName(), Reason.foreignHandle());
    }
    out.writeVarLong(number.getAsLong(), true);
  }

  private static Shared<?> take(PayloadKryo kryo, PayloadInput in) {
    long number = in.readVarLong(true);
    Shared<?> handle = kryo.settings().shared().find(number);
    if (handle == null) {
      throw new Refused("", Reason.unknownHandle(number));
    }
    return handle;
  }
}
