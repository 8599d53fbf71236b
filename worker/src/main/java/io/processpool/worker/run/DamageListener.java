package io.processpool.worker.run;

/** Told when a task has left the JVM in a state that others should not work in. */
@FunctionalInterface
public interface DamageListener {

  /** The item has been answered. On the task thread; in a worker it does not return. */
  void damaged(Throwable thrown);
}
