package io.processpool.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.backend.Chunk;
import io.processpool.backend.ChunkId;
import io.processpool.runs.LongRuns;
import io.processpool.testing.Blocks;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerIndexTest {

  private final LedgerIndex<String> index = new LedgerIndex<>();

  private static Chunk chunk(long number) {
    return new Chunk(
        new ChunkId(1, number),
        false,
        Chunk.ANY_WORKER,
        LongRuns.from(number, 1),
        LongRuns.repeat(1, 1),
        Blocks.of(List.of("i")));
  }

  @Test
  void shouldHoldWhatAMapWouldHold() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeMap<Long, Chunk> map = new TreeMap<>();
    long next = 0;
    for (int i = 0; i < 20_000; i++) {
      if (map.isEmpty() || random.nextInt(i % 2_000 < 1_000 ? 3 : 5) < 2) {
        Chunk chunk = chunk(next++);
        map.put(chunk.id().number(), chunk);
        index.put(new LedgerEntry<>(chunk, List.of("i")));
      } else {
        Long some = map.ceilingKey((long) random.nextInt((int) next));
        Chunk chunk = map.remove(some == null ? map.firstKey() : some);
        LedgerEntry<String> removed = requireNonNull(index.remove(chunk), "seed " + seed);
        assertThat(removed.chunk()).isSameAs(chunk);
        assertThat(index.remove(chunk)).isNull();
      }
      assertThat(index.size()).isEqualTo(map.size());
    }
    assertThat(index.inOrder())
        .as("seed %d", seed)
        .extracting(LedgerEntry::chunk)
        .containsExactlyElementsOf(map.values());
    map.values().forEach(chunk -> assertThat(index.find(chunk)).isNotNull());
  }

  @Test
  void shouldNotFindWhatItDoesNotHold() {
    index.put(new LedgerEntry<>(chunk(1), List.of("i")));
    assertThat(index.find(chunk(2))).isNull();
  }
}
