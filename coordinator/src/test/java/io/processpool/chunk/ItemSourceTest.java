package io.processpool.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ItemSourceTest {

  private static <T> List<T> readAll(ItemSource<T> source) {
    List<T> items = new ArrayList<>();
    while (source.hasNext() && source.read(items::add)) {
      continue;
    }
    return items;
  }

  @Test
  void shouldReadAllItemsInOrder() {
    ItemSource<String> source = ItemSource.of(List.of("a", "b", "c"), OptionalLong.empty());
    assertThat(readAll(source)).containsExactly("a", "b", "c");
    assertThat(source.isEnded()).isTrue();
    assertThat(source.readCount()).isEqualTo(3);
  }

  @Test
  void shouldKnowTheSizeOfACollectionBetterThanAHint() {
    assertThat(ItemSource.of(List.of(1, 2), OptionalLong.of(9)).size()).hasValue(2);
  }

  @Test
  void shouldBelieveAHintWhereTheInputDoesNotKnow() {
    Iterable<Integer> lazy = List.of(1, 2)::iterator;
    assertThat(ItemSource.of(lazy, OptionalLong.of(9)).size()).hasValue(9);
    assertThat(ItemSource.of(lazy, OptionalLong.empty()).size()).isEmpty();
  }

  @Test
  void shouldNotTrustASizeThatWasTooSmall() {
    List<Integer> liar =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            return index;
          }

          @Override
          public int size() {
            return 1;
          }

          @Override
          public Iterator<Integer> iterator() {
            return List.of(1, 2, 3).iterator();
          }
        };
    ItemSource<Integer> source = ItemSource.of(liar, OptionalLong.empty());
    assertThat(source.remaining()).hasValue(1);
    assertThat(readAll(source)).containsExactly(1, 2, 3);
    assertThat(source.remaining()).isEmpty();
  }

  @Test
  void shouldEndWhenHasNextThrowsAndThrowThatOnce() {
    Iterator<Integer> broken =
        new Iterator<>() {
          private int count;

          @Override
          public boolean hasNext() {
            if (count == 2) {
              throw new IllegalStateException("no third");
            }
            return true;
          }

          @Override
          public Integer next() {
            return count++;
          }
        };
    ItemSource<Integer> source = ItemSource.of(() -> broken, OptionalLong.empty());
    assertThat(readAll(source)).containsExactly(0, 1);
    assertThatThrownBy(source::throwFailureOnce)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no third");
    source.throwFailureOnce();
    assertThat(source.hasNext()).isFalse();
  }

  @Test
  void shouldThrowWhatNextThrewAsItIsEvenIfItIsChecked() {
    Iterator<Integer> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            throw ItemSourceTest.<RuntimeException>sneaky(new IOException("disk"));
          }
        };
    ItemSource<Integer> source = ItemSource.of(() -> broken, OptionalLong.empty());
    assertThat(source.hasNext()).isTrue();
    assertThat(source.read(item -> {})).isFalse();
    assertThat(source.readCount()).isZero();
    assertThatThrownBy(source::throwFailureOnce).isInstanceOf(IOException.class).hasMessage("disk");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void shouldSurviveAnIteratorThatPromisesTooMuch() {
    Iterator<Integer> liar =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Integer next() {
            throw new NoSuchElementException("nothing");
          }
        };
    ItemSource<Integer> source = ItemSource.of(() -> liar, OptionalLong.empty());
    assertThat(source.read(item -> {})).isFalse();
    assertThat(source.hasNext()).isFalse();
  }

  @Test
  void shouldNotKeepTheInputWhenItHasEnded() {
    List<Object> input = new ArrayList<>();
    input.add(new Object());
    WeakReference<Object> item = new WeakReference<>(input.get(0));
    ItemSource<Object> source = ItemSource.of(input, OptionalLong.empty());
    input = null;
    assertThat(source.hasNext()).isTrue();
    assertThat(source.read(each -> {})).isTrue();
    assertThat(source.hasNext()).isFalse();
    for (int i = 0; i < 50 && item.get() != null; i++) {
      System.gc();
    }
    assertThat(item.get()).isNull();
    assertThat(source.isEnded()).isTrue();
  }
}
