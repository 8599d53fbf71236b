package io.processpool.cli.lesson.compare;

import io.processpool.Pool;
import io.processpool.api.JobCancelledException;
import io.processpool.api.JobOptions;
import io.processpool.cli.lesson.Sample;
import io.processpool.cli.lesson.compare.Kind.Portion;
import io.processpool.concurrent.NamedThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The four ways to get through the same portions. Immutable.
 *
 * @param kind what is done
 * @param portions to what
 * @param checkpoint throws if the user wants an end
 */
record Runner(Kind kind, List<Portion> portions, Runnable checkpoint) {

  private static final String NAME = "compare";

  Sample<List<Long>> sequential() {
    List<Long> results = new ArrayList<>();
    try {
      for (Portion portion : portions) {
        checkpoint.run();
        results.add(kind.call(portion));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return Sample.local(results);
  }

  /** So many platform threads, made for this run. */
  Sample<List<Long>> threads(int count) {
    return on(Executors.newFixedThreadPool(count, new NamedThreads(NAME).factory("thread")));
  }

  /** A thread for each portion; only where the Java has them. */
  Sample<List<Long>> virtualThreads() {
    return on(VirtualThreads.executor().orElseThrow());
  }

  Sample<List<Long>> processes(Pool pool, JobOptions options) {
    Kind work = kind;
    return Sample.map(pool, portion -> work.call(portion), portions, options);
  }

  private Sample<List<Long>> on(ExecutorService executor) {
    try {
      List<Future<Long>> futures = new ArrayList<>();
      for (Portion portion : portions) {
        futures.add(executor.submit(() -> kind.call(portion)));
      }
      List<Long> results = new ArrayList<>();
      for (Future<Long> future : futures) {
        checkpoint.run();
        results.add(future.get());
      }
      return Sample.local(results);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(NAME + ": the work threw", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private static JobCancelledException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new JobCancelledException(NAME, "interrupted while it was measured", e);
  }
}
