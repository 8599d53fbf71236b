package io.processpool.advice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.processpool.advice.ItemSurvey.Seen;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.LargePart;
import io.processpool.payload.UnsendableException;
import io.processpool.testing.Blocks;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemSurveyTest {

  private static final int LARGE = 100_000;

  private final ItemSurvey survey = new ItemSurvey();
  private final BlockEncoder encoder = new BlockEncoder(Blocks.SETTINGS);

  private record Item(int number, Object own, Object table) implements Serializable {}

  private record Other(int number) implements Serializable {}

  /** A chunk of these. */
  private void send(@Nullable Object... items) {
    try {
      for (Object item : items) {
        encoder.add(item);
      }
    } catch (UnsendableException e) {
      throw new IllegalArgumentException(e);
    }
    List<LargePart> parts = encoder.largeParts();
    survey.add(encoder.finish(), parts);
  }

  private static byte[] bytes(int fill) {
    byte[] bytes = new byte[LARGE];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  @Test
  void shouldCountSmallItemsAcrossChunks() {
    send(1, 2, 3, 1);
    send(3, "a", null, "a");

    Seen seen = survey.seen();
    assertThat(seen.items()).isEqualTo(8);
    assertThat(seen.distinct()).isEqualTo(5);
    assertThat(seen.exact()).isTrue();
    assertThat(seen.most()).isNull();
  }

  @Test
  void shouldTellNumbersInARowApart() {
    send(IntStream.range(0, 100_000).boxed().toArray());

    assertThat((double) survey.seen().distinct()).isCloseTo(100_000, within(20_000.0));
  }

  /** Both are class 0 of their chunk, with the same bytes. */
  @Test
  void shouldTellClassesApart() {
    send(new Item(1, 2, 3));
    send(new Other(1));
    send(Map.entry(1, 2));

    assertThat(survey.seen().distinct()).isEqualTo(3);
  }

  @Test
  void shouldSeeTheSameArrayInsideOfDifferentItems() {
    byte[] table = bytes(1);
    for (int i = 0; i < 20; i += 2) {
      send(new Item(i, "", table), new Item(i + 1, bytes(i + 10), table));
    }

    Seen seen = survey.seen();
    assertThat(seen.distinct()).isEqualTo(20);
    assertThat(requireNonNull(seen.most()).type()).isEqualTo("byte[]");
    assertThat(seen.most().times()).isEqualTo(20);
    assertThat(seen.most().bytes()).isBetween((long) LARGE, LARGE + 10L);
    assertThat(seen.repeatedBytes()).isEqualTo(19 * seen.most().bytes());
  }

  @Test
  void shouldSeeTheSameMapOfSmallThings() {
    Map<Integer, String> table = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      table.put(i, "number " + i);
    }
    send(new Item(1, "", table), new Item(2, "", table), new Item(3, "", table));

    assertThat(requireNonNull(survey.seen().most()).type()).isEqualTo("java.util.TreeMap");
    assertThat(survey.seen().most().times()).isEqualTo(3);
  }

  /** The list around two arrays counts, and what is in it not once more. */
  @Test
  void shouldCountTheOuterOfTwoThatComeAgain() {
    List<byte[]> pair = List.of(bytes(1), bytes(2));
    send(new Item(1, "", pair), new Item(2, "", pair));

    Seen seen = survey.seen();
    assertThat(requireNonNull(seen.most()).bytes()).isGreaterThan(2L * LARGE);
    assertThat(seen.repeatedBytes()).isEqualTo(seen.most().bytes());
  }

  @Test
  void shouldNotTakeDifferentObjectsForTheSame() {
    for (int i = 0; i < 100; i++) {
      byte[] own = bytes(0);
      own[LARGE / 2] = (byte) i;
      send(new Item(0, own, ""));
    }

    assertThat(survey.seen().distinct()).isEqualTo(100);
    assertThat(survey.seen().most()).isNull();
    assertThat(survey.seen().repeatedBytes()).isZero();
  }

  @Test
  void shouldFindItAmongThousandsOfOthers() {
    byte[] table = bytes(1);
    for (int i = 0; i < 600; i++) {
      byte[] own = bytes(0);
      own[i] = 1;
      send(new Item(i, own, i % 3 == 0 ? table : ""));
    }

    assertThat(requireNonNull(survey.seen().most()).times()).isEqualTo(200);
  }

  @Test
  void shouldForgetWhatCouldNotBeSent() throws UnsendableException {
    byte[] table = bytes(1);
    encoder.add(new Item(1, "", table));
    try {
      encoder.add(new Item(2, bytes(3), new Item(3, table, new Thread(() -> {}))));
    } catch (UnsendableException e) {
      assertThat(encoder.largeParts()).hasSize(2);
    }
    send(new Item(2, "", table));

    assertThat(requireNonNull(survey.seen().most()).times()).isEqualTo(2);
    assertThat(encoder.largeParts()).isEmpty();
  }
}
