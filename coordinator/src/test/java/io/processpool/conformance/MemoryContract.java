package io.processpool.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.awaitility.Awaitility.await;

import io.processpool.api.JobOptions;
import io.processpool.api.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the pool does not keep alive. */
abstract class MemoryContract extends PoolContract {

  /** Something that can be watched. */
  static final class Thing {
    final byte[] bytes = new byte[1000];
  }

  /** In the worker: the argument of the task before. */
  private static final AtomicReference<WeakReference<Thing>> LAST = new AtomicReference<>();

  private static void awaitCleared(List<WeakReference<Object>> references) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              System.gc();
              return references.stream().allMatch(each -> each.refersTo(null));
            });
  }

  @Test
  @DisplayName("40: a pool keeps neither arguments nor results after delivery")
  void shouldForgetWhatItDelivered() {
    List<WeakReference<Object>> references = new ArrayList<>();
    references.addAll(watchedCall());
    references.addAll(watchedMap());
    awaitCleared(references);
  }

  private List<WeakReference<Object>> watchedCall() {
    Thing argument = new Thing();
    Object result = pool().applyAsync(x -> x, argument).join();
    assertThat(result).isNotSameAs(argument);
    return List.of(new WeakReference<>(argument), new WeakReference<>(result));
  }

  private List<WeakReference<Object>> watchedMap() {
    List<Thing> arguments = List.of(new Thing(), new Thing(), new Thing());
    List<Thing> results = pool().map(x -> x, arguments);
    List<WeakReference<Object>> references = new ArrayList<>();
    arguments.forEach(each -> references.add(new WeakReference<>(each)));
    results.forEach(each -> references.add(new WeakReference<>(each)));
    return references;
  }

  @Test
  @DisplayName("41: a worker has forgotten an argument when the next task begins")
  void shouldForgetArgumentsInTheWorker() {
    List<Boolean> forgotten =
        pool()
            .map(
                (Thing thing) -> {
                  WeakReference<Thing> before = LAST.getAndSet(new WeakReference<>(thing));
                  long end = System.nanoTime() + 20_000_000_000L;
                  while (before != null && before.get() != null && System.nanoTime() < end) {
                    System.gc();
                  }
                  return before == null || before.get() == null;
                },
                List.of(new Thing(), new Thing(), new Thing(), new Thing()),
                JobOptions.defaults().chunkSize(4));
    assertThat(forgotten).containsOnly(true);
  }

  @Test
  @DisplayName("41: a worker without work has forgotten the argument of the last task")
  void shouldForgetArgumentsInAnIdleWorker() {
    Gate gone = gate();
    assertThatObject(pool().apply(thing -> watch(new WeakReference<>(thing), gone), new Thing()))
        .isEqualTo(1);
    gone.awaitMarks(1);
  }

  private static int watch(WeakReference<Thing> thing, Gate gone) {
    long end = System.nanoTime() + LONG.toNanos();
    Thread watcher =
        new Thread(
            () -> {
              while (thing.get() != null && System.nanoTime() < end) {
                System.gc();
              }
              if (thing.get() == null) {
                markQuietly(gone);
              }
            });
    watcher.setDaemon(true);
    watcher.start();
    return 1;
  }

  private static void markQuietly(Gate gone) {
    try {
      gone.mark("gone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("42: lazy results do not keep what they have given")
  void shouldForgetResultsThatWereTaken() {
    List<WeakReference<Object>> references = new ArrayList<>();
    try (Results<Thing> results =
        pool()
            .imap(
                x -> new Thing(), List.of(1, 2, 3, 4, 5, 6), JobOptions.defaults().chunkSize(3))) {
      for (int i = 0; i < 4; i++) { // all of a chunk and one of the next
        references.add(new WeakReference<>(results.next()));
      }
      awaitCleared(references);
      Reference.reachabilityFence(results);
    }
  }
}
