package io.processpool.dispatch;

import io.processpool.api.WorkerDeath;
import io.processpool.testing.ScriptedBackend;

/** Deaths for tests. */
final class Deaths {

  static final WorkerDeath KILLED = ScriptedBackend.death();

  private Deaths() {}
}
