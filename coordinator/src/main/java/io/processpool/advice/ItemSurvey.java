package io.processpool.advice;

import io.processpool.advice.ResentObjects.Resent;
import io.processpool.message.PayloadBlock;
import io.processpool.payload.LargePart;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks at encoded items: how many differ, and which large objects come again. Every byte is hashed
 * once. Confined to the consumer's thread.
 */
public final class ItemSurvey {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final CRC32C crc = new CRC32C();
  private final DistinctSketch distinct = new DistinctSketch();
  private final ResentObjects resent = new ResentObjects();
  private final List<Part> open = new ArrayList<>();
  private long items;
  private long repeatedBytes;

  /** A large object whose outer object is not seen yet. */
  private record Part(LargePart place, int hash, long repeatedBytes) {}

  /**
   * What was seen so far.
   *
   * @param items how many items
   * @param distinct how many of them differ
   * @param exact whether that is no estimate
   * @param most the large object that was sent most, {@code null} if none was sent twice
   * @param repeatedBytes what all large objects took, each but for its first time
   */
  public record Seen(
      long items, long distinct, boolean exact, @Nullable Resent most, long repeatedBytes) {

    /** Nothing yet. */
    public static final Seen NOTHING = new Seen(0, 0, true, null, 0);
  }

  /** Looks at the items of a chunk, and at the large objects in them. */
  public void add(PayloadBlock block, List<LargePart> largeParts) {
    // Values name classes by their place in the block's table: another table, another value.
    int names = block.classNames().hashCode();
    Iterator<LargePart> parts = largeParts.iterator();
    for (int i = 0; i < block.count(); i++) {
      int hash =
          block.weight(i) < LargePart.LEAST_BYTES
              ? hash(block, block.start(i), block.ends()[i])
              : hashOfLarge(block, i, parts);
      distinct.add(mix(hash ^ names));
    }
    items += block.count();
  }

  /** A large item is itself the last of its parts. */
  private int hashOfLarge(PayloadBlock block, int item, Iterator<LargePart> parts) {
    Part last = null;
    while (parts.hasNext() && (last == null || last.place.start() != block.start(item))) {
      last = seen(block, parts.next());
    }
    open.clear();
    if (last == null) {
      return hash(block, block.start(item), block.ends()[item]);
    }
    repeatedBytes += last.repeatedBytes;
    return last.hash;
  }

  /** Its hash is made of its own bytes and of the hashes of the large objects in it. */
  private Part seen(PayloadBlock block, LargePart place) {
    int first = open.size();
    while (first > 0 && open.get(first - 1).place.start() >= place.start()) {
      first--;
    }
    List<Part> inside = open.subList(first, open.size());
    long repeated = 0;
    int at = place.start();
    crc.reset();
    for (Part part : inside) {
      crc.update(block.bytes(), at, part.place.start() - at);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        crc.update(part.hash >>> shift);
      }
      at = part.place.end();
      repeated += part.repeatedBytes;
    }
    crc.update(block.bytes(), at, place.end() - at);
    int hash = (int) crc.getValue();
    inside.clear();
    long bytes = place.bytes();
    boolean again = resent.add(bytes << Integer.SIZE | (hash & 0xFFFF_FFFFL), bytes, place.type());
    Part part = new Part(place, hash, again ? bytes : repeated);
    open.add(part);
    return part;
  }

  private int hash(PayloadBlock block, int start, int end) {
    if (end - start <= Long.BYTES) {
      return hashOfFew(block.bytes(), start, end);
    }
    crc.reset();
    crc.update(block.bytes(), start, end - start);
    return (int) crc.getValue();
  }

  /** For a handful of bytes one multiplication does what a sum does for many. */
  private static int hashOfFew(byte[] bytes, int start, int end) {
    int length = end - start;
    long few = 0;
    if (bytes.length - start >= Long.BYTES) {
      few = length == 0 ? 0 : (long) LONGS.get(bytes, start) << Long.SIZE - length * Byte.SIZE;
    } else {
      for (int i = start; i < end; i++) {
        few = few >>> Byte.SIZE | (long) bytes[i] << Long.SIZE - Byte.SIZE;
      }
    }
    return (int) (((few ^ length) * 0x9E3779B97F4A7C15L) >>> Integer.SIZE);
  }

  /** Sums of similar items are similar; this spreads them, as the last step of MurmurHash3 does. */
  private static int mix(int sum) {
    int hash = (sum ^ sum >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    return hash ^ hash >>> 16;
  }

  /** What was seen so far. */
  public Seen seen() {
    return new Seen(items, distinct.estimate(), distinct.isExact(), resent.most(), repeatedBytes);
  }
}
