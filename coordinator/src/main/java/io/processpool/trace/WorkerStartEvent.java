package io.processpool.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A worker is ready for work. */
@Name("io.processpool.WorkerStart")
@Label("Worker Start")
@Category("processpool")
@Description("A worker is ready for work")
@StackTrace(false)
final class WorkerStartEvent extends Event {

  @Label("Pool")
  @Nullable String pool;

  @Label("Worker")
  @Description("Its place in the pool")
  int worker;

  @Label("Number")
  @Description("Its number in the pool, never used again")
  int number;

  @Label("Process Id")
  long workerPid;
}
