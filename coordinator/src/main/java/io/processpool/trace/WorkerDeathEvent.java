package io.processpool.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A worker ended without being told to. */
@Name("io.processpool.WorkerDeath")
@Label("Worker Death")
@Category("processpool")
@Description("A worker ended without being told to")
@StackTrace(false)
final class WorkerDeathEvent extends Event {

  @Label("Pool")
  @Nullable String pool;

  @Label("Worker")
  @Description("Its place in the pool")
  int worker;

  @Label("Process Id")
  long workerPid;

  @Label("Exit Code")
  int exitCode;

  @Label("Meaning")
  @Nullable String meaning;
}
