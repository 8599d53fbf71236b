package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.KryoException;
import io.processpool.message.Unsendable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a refusal up through the serializers, which add where they were: the path costs nothing
 * until something fails. Has no stack trace; it never leaves the package.
 */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int STEPS_SHOWN = 8;

  /** One step into the graph: {@code field connection} and the class found there, if known. */
  private record Step(String label, String type) {
    String text(boolean last) {
      if (type.isEmpty()) {
        return label;
      }
      return label + " (" + (last ? TypeNames.full(type) : TypeNames.brief(type)) + ")";
    }
  }

  private final String type;
  private final transient Reason reason;
  private final transient ArrayDeque<Step> steps = new ArrayDeque<>();

  Refused(String type, Reason reason, @Nullable Throwable cause) {
    super(reason.text(), cause, false, false);
    this.type = type;
    this.reason = reason;
  }

  Refused(String type, Reason reason) {
    this(type, reason, null);
  }

  /** Turns any failure of a child into a refusal that knows the way to the child. */
  static Refused at(Throwable failure, String label, @Nullable Object child) {
    String childType = child == null ? "" : child.getClass().getName();
    Refused refused = of(failure, childType);
    refused.steps.addFirst(new Step(label, childType));
    return refused;
  }

  /** Kryo wraps what a resolver of references throws; its own exceptions mean broken bytes. */
  static Refused of(Throwable failure, String type) {
    if (failure instanceof Refused refused) {
      return refused;
    }
    if (failure instanceof KryoException) {
      return Thrown.causeOf(failure) instanceof Refused refused
          ? refused
          : new Refused(type, Reason.damaged(String.valueOf(Thrown.messageOf(failure))), failure);
    }
    return new Refused(type, Reason.failed(failure), failure);
  }

  /**
   * The description; a size or depth has no class of its own, so the place it was met at counts.
   */
  Unsendable problem(String rootType) {
    String offender = type;
    if (offender.isEmpty()) {
      offender = steps.isEmpty() ? rootType : steps.getLast().type();
    }
    return new Unsendable(offender, path(), reason.text(), reason.remedy());
  }

  private String path() {
    List<Step> all = new ArrayList<>(steps);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      if (all.size() > STEPS_SHOWN && i == STEPS_SHOWN / 2) {
        int hidden = all.size() - STEPS_SHOWN;
        text.append(" → … (").append(hidden).append(" more)");
        i += hidden;
      }
      if (i > 0) {
        text.append(" → ");
      }
      text.append(all.get(i).text(i == all.size() - 1));
    }
    return text.toString();
  }
}
