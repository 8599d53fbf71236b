package io.processpool.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.message.PayloadBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedListTest {

  private static PagedList<Integer> upTo(int size) {
    PagedList<Integer> list = new PagedList<>();
    for (int i = 0; i < size; i++) {
      list.put(i, i);
    }
    return list;
  }

  private static List<Integer> plain(int size) {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(i);
    }
    return list;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4095, 4096, 4097, 8192, 20_000})
  void shouldBeEqualToAPlainListOfAnySize(int size) {
    PagedList<Integer> list = upTo(size);
    assertThat(list).isEqualTo(plain(size)).hasSameHashCodeAs(plain(size));
    assertThat(list.toArray()).isEqualTo(plain(size).toArray());
  }

  @Test
  void shouldHoldNullsWhereNothingWasPut() {
    PagedList<Integer> list = new PagedList<>();
    list.reach(3);
    list.put(9_000, 7);
    list.put(1, 5);
    list.reach(2);
    assertThat(list).hasSize(9_001);
    assertThat(list.subList(0, 3)).containsExactly(null, 5, null);
    assertThat(list.get(8_999)).isNull();
    assertThat(list.get(9_000)).isEqualTo(7);
    assertThatThrownBy(() -> list.get(9_001)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldChangeAsAPlainListDoes() {
    PagedList<Integer> list = upTo(5_000);
    List<Integer> same = plain(5_000);
    Random random = new Random(7);
    for (List<Integer> each : List.of(list, same)) {
      random.setSeed(7);
      Collections.shuffle(each, random);
      each.set(4_999, -1);
      each.add(-2);
      each.add(0, -3);
      each.remove(17);
      each.removeIf(number -> number % 3 == 0);
      Collections.sort(each);
      each.set(0, 99);
    }
    assertThat(list).isEqualTo(same);
    assertThat(list.toArray()).isEqualTo(same.toArray());
    list.addAll(same);
    list.subList(0, 5).clear();
    assertThat(list).hasSize(2 * same.size() - 5).endsWith(same.get(same.size() - 1));
    list.clear();
    assertThat(list).isEmpty();
  }

  @Test
  void shouldCrossAsAPlainList() throws Exception {
    BlockEncoder encoder = new BlockEncoder(Payloads.SETTINGS);
    encoder.add(upTo(5_000));
    encoder.add(new ArrayList<>(upTo(5_000)));
    PayloadBlock block = encoder.finish();
    assertThat(block.length(0)).isEqualTo(block.length(1));
    assertThat(new BlockDecoder(Payloads.SETTINGS).decode(block, 0))
        .isInstanceOf(ArrayList.class)
        .isEqualTo(plain(5_000));
  }

  @Test
  void shouldSerializeAsAPlainList() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(upTo(5_000));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isInstanceOf(ArrayList.class).isEqualTo(plain(5_000));
    }
  }
}
