package io.processpool.payload;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A list of results, kept in pages: a million places in one array would be set apart by the
 * collector, and go on keeping results alive long after it is dropped. Whoever inserts or removes
 * gets that array after all. Crosses as an {@link ArrayList}.
 *
 * @param <E> the elements
 */
public final class PagedList<E extends @Nullable Object> extends AbstractList<E>
    implements RandomAccess, Serializable {

  private static final long serialVersionUID = 1;

  private static final int BITS = 12;
  private static final int PAGE = 1 << BITS;
  private static final int LAST = PAGE - 1;

  private transient @Nullable Object[][] pages = new @Nullable Object[1][0];
  private transient int size;

  /** All elements, from the first insertion or removal on. */
  private transient @Nullable List<E> flat;

  /** Sets the element at this place; those between it and the last one so far are null. */
  public void put(int index, E element) {
    reach(index + 1);
    pages[index >>> BITS][index & LAST] = element;
  }

  /** Makes the list at least so long, with nulls. */
  public void reach(int length) {
    if (length <= size) {
      return;
    }
    for (int page = Math.max(0, size - 1) >>> BITS; page <= (length - 1) >>> BITS; page++) {
      if (page == pages.length) {
        pages = Arrays.copyOf(pages, page * 2);
      }
      int wanted = Math.min(PAGE, length - (page << BITS));
      @Nullable Object[] old = pages[page];
      if (old == null) {
        pages[page] = new @Nullable Object[page == 0 ? wanted : PAGE];
      } else if (old.length < wanted) {
        pages[page] = Arrays.copyOf(old, Math.min(PAGE, Math.max(wanted, old.length * 2)));
      }
    }
    size = length;
  }

  @Override
  public E get(int index) {
    if (flat != null) {
      return flat.get(index);
    }
    return at(Objects.checkIndex(index, size));
  }

  @SuppressWarnings("unchecked") // only elements are put into pages
  private E at(int index) {
    return (E) pages[index >>> BITS][index & LAST];
  }

  @Override
  public E set(int index, E element) {
    E before = get(index);
    if (flat != null) {
      flat.set(index, element);
    } else {
      pages[index >>> BITS][index & LAST] = element;
    }
    return before;
  }

  @Override
  public void add(int index, E element) {
    flat().add(index, element);
    modCount++;
  }

  @Override
  public E remove(int index) {
    E removed = flat().remove(index);
    modCount++;
    return removed;
  }

  @Override
  public boolean addAll(int index, Collection<? extends E> more) {
    modCount++;
    return flat().addAll(index, more);
  }

  @Override
  public boolean addAll(Collection<? extends E> more) {
    return addAll(size(), more);
  }

  @Override
  public boolean removeIf(Predicate<? super E> filter) {
    boolean removed = flat().removeIf(filter);
    modCount += removed ? 1 : 0;
    return removed;
  }

  @Override
  protected void removeRange(int from, int to) {
    modCount++;
    flat().subList(from, to).clear();
  }

  private List<E> flat() {
    if (flat == null) {
      flat = new ArrayList<>(this);
      pages = new @Nullable Object[1][0];
    }
    return flat;
  }

  @Override
  public int size() {
    return flat == null ? size : flat.size();
  }

  @Override
  public @Nullable Object[] toArray() {
    if (flat != null) {
      return flat.toArray();
    }
    @Nullable Object[] all = new @Nullable Object[size];
    for (int from = 0; from < size; from += PAGE) {
      System.arraycopy(pages[from >>> BITS], 0, all, from, Math.min(PAGE, size - from));
    }
    return all;
  }

  private Object writeReplace() {
    return new ArrayList<>(this);
  }
}
