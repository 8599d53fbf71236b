package io.processpool.trace;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A chunk from its way to the workers until it ended; its duration includes the queue. */
@Name("io.processpool.Chunk")
@Label("Chunk")
@Category("processpool")
@Description("Items that were sent, run and answered together")
@StackTrace(false)
@Threshold("1 ms")
final class ChunkEvent extends Event {

  @Label("Pool")
  @Nullable String pool;

  @Label("Job")
  @Nullable String job;

  @Label("Chunk")
  long chunk;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Worker")
  @Description("Its place in the pool, -1 if none had it")
  int worker = -1;

  @Label("Process Id")
  long workerPid = -1;

  @Label("Items")
  int items;

  @Label("Argument Size")
  @DataAmount
  long argumentBytes;

  @Label("Attempt")
  @Description("How often its first item was begun, this time included")
  int attempt;

  @Label("Turnaround")
  @Description("From its sending to a worker to the last answer; 0 if there was none")
  @Timespan(Timespan.NANOSECONDS)
  long turnaround;

  @Label("Decoding")
  @Timespan(Timespan.NANOSECONDS)
  long decode;

  @Label("Computing")
  @Timespan(Timespan.NANOSECONDS)
  long compute;

  @Label("Encoding")
  @Timespan(Timespan.NANOSECONDS)
  long encode;
}
