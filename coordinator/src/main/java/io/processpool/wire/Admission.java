package io.processpool.wire;

import io.processpool.message.Hello;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says who is expected. Called on the event loop; must not block. */
public interface Admission {

  /**
   * Looks up the worker that a connection claims to be.
   *
   * @param hello the claim, not proven yet
   * @param answer gets the worker, or {@code null} if none such is expected; on any thread
   */
  void lookUp(Hello hello, Consumer<@Nullable Candidate> answer);
}
