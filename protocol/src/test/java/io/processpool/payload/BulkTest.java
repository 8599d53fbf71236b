package io.processpool.payload;

import static io.processpool.payload.Payloads.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.bulk.Bulk;
import io.processpool.bulk.BulkFolder;
import io.processpool.bulk.BulkOutlet;
import io.processpool.bulk.BulkWriter;
import io.processpool.bulk.KeptFiles;
import io.processpool.message.PayloadBlock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large arrays beside the socket. */
class BulkTest {

  private static final int ODD = Bulk.LEAST_BYTES + 12_345;

  @TempDir Path folder;
  private BulkFolder files;
  private KeptFiles kept;
  private BlockEncoder encoder;

  record Pair(Object first, Object second, String text) {}

  @BeforeEach
  void openFolder() {
    files = BulkFolder.ofCoordinator(folder);
    kept = new KeptFiles(files);
    encoder = new BlockEncoder(SETTINGS);
    encoder.writeBulkTo(kept);
  }

  private PayloadBlock block(Object... values) throws UnsendableException {
    for (Object value : values) {
      encoder.add(value);
    }
    return encoder.finish();
  }

  private Object read(PayloadBlock block, int index) throws UnreadableException {
    return new BlockDecoder(SETTINGS).decode(block.mapBulk(files::open), index);
  }

  private static byte[] noise(int bytes, long seed) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  static Stream<Object> arrays() {
    ByteBuffer noise = ByteBuffer.wrap(noise(ODD * 8, 1));
    boolean[] booleans = new boolean[ODD];
    char[] chars = new char[ODD];
    short[] shorts = new short[ODD];
    int[] ints = new int[ODD];
    long[] longs = new long[ODD];
    float[] floats = new float[ODD];
    double[] doubles = new double[ODD];
    for (int i = 0; i < ODD; i++) {
      booleans[i] = noise.get(i) > 0;
      floats[i] = i * 0.5f;
      doubles[i] = -i / 3.0;
    }
    noise.asCharBuffer().get(chars);
    noise.asShortBuffer().get(shorts);
    noise.asIntBuffer().get(ints);
    noise.asLongBuffer().get(longs);
    return Stream.of(noise.array(), booleans, chars, shorts, ints, longs, floats, doubles);
  }

  @Test
  void shouldBringEveryKindOfArrayBackWithWhatStandsAroundIt() throws Exception {
    Object[] all = arrays().toArray();
    for (Object array : all) {
      PayloadBlock block = block(new Pair("before", array, "after"));
      assertThat(block.size()).as("%s", array.getClass()).isLessThan(200);
      assertThat(block.weight()).isGreaterThan(Bulk.LEAST_BYTES);
      Pair copy = (Pair) read(block, 0);
      assertThat(Objects.deepEquals(copy.second(), array)).as("%s", array.getClass()).isTrue();
      assertThat(copy.text()).isEqualTo("after");
    }
    PayloadBlock buffer = block(ByteBuffer.wrap(noise(ODD, 2)).position(5));
    assertThat(read(buffer, 0)).isEqualTo(ByteBuffer.wrap(noise(ODD, 2)).position(5));
  }

  @Test
  void shouldReadEachValueOfABlockByItself() throws Exception {
    byte[] first = noise(ODD, 1);
    byte[] second = noise(ODD, 2);
    byte[] third = noise(ODD, 3);
    PayloadBlock block = block(first, "small", new Pair(second, third, ""), null);
    assertThat(list()).hasSize(1);
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    PayloadBlock opened = block.mapBulk(files::open);
    assertThat(decoder.decode(opened, 3)).isNull();
    Pair pair = (Pair) decoder.decode(opened, 2);
    assertThat(pair.first()).isEqualTo(second);
    assertThat(pair.second()).isEqualTo(third);
    assertThat(decoder.decode(opened, 1)).isEqualTo("small");
    assertThat(decoder.decode(opened, 0)).isEqualTo(first);
    Bulk slice = Objects.requireNonNull(block.bulk()).slice(2, 1);
    assertThat(slice.lengths()).containsExactly(2L * ODD, 0);
    assertThat(slice.starts()[0]).isEqualTo(ODD);
  }

  @Test
  void shouldWriteEqualArraysAsEqualValuesWhereverTheyLie() throws Exception {
    PayloadBlock block = block(noise(ODD, 1), noise(ODD, 2), noise(ODD, 1));
    List<String> values =
        Stream.of(0, 1, 2)
            .map(i -> Arrays.copyOfRange(block.bytes(), block.start(i), block.ends()[i]))
            .map(Arrays::toString)
            .toList();
    assertThat(values.get(2)).isEqualTo(values.get(0)).isNotEqualTo(values.get(1));
  }

  @Test
  void shouldUseAFileAgainThatNobodyReadsAndLeaveNoneBehind() throws Exception {
    for (int i = 0; i < 5; i++) {
      PayloadBlock block = block((Object) noise(ODD, i));
      var file = (BulkWriter) Objects.requireNonNull(block.bulk()).file();
      kept.retain(file);
      kept.retain(file);
      kept.release(file);
      PayloadBlock other = block((Object) noise(ODD, -1));
      assertThat(read(block, 0)).isEqualTo(noise(ODD, i));
      assertThat(read(other, 0)).isEqualTo(noise(ODD, -1));
      var otherFile = (BulkWriter) Objects.requireNonNull(other.bulk()).file();
      kept.retain(otherFile);
      kept.release(otherFile);
      kept.release(file);
      assertThat(list()).hasSize(2);
    }
    kept.close();
    assertThat(list()).isEmpty();
    assertThat(block((Object) noise(ODD, 1)).bulk()).as("after the end").isNull();
    assertThat(list()).isEmpty();
  }

  @Test
  void shouldLeaveNoTraceOfARefusedValue() throws Exception {
    encoder.add(noise(ODD, 1));
    long before = encoder.size();
    Pair bad = new Pair(noise(ODD, 2), new Thread("bad"), "");
    assertThatThrownBy(() -> encoder.add(bad)).isInstanceOf(UnsendableException.class);
    assertThat(encoder.size()).isEqualTo(before);
    encoder.add(noise(ODD, 3));
    PayloadBlock block = encoder.finish();
    assertThat(read(block, 1)).isEqualTo(noise(ODD, 3));
    assertThatThrownBy(() -> encoder.add(bad)).isInstanceOf(UnsendableException.class);
    assertThat(encoder.finish().bulk()).isNull();
    assertThat(list()).hasSize(1);
  }

  @Test
  void shouldRefuseWhatIsTooLargeBeforeItIsWritten() throws Exception {
    encoder = new BlockEncoder(SETTINGS.withMaxValueBytes(2 * Bulk.LEAST_BYTES));
    encoder.writeBulkTo(kept);
    assertThatThrownBy(() -> encoder.add(new byte[2 * Bulk.LEAST_BYTES]))
        .hasMessageContainingAll("too large: at least 2097158 B, limit 2097152 B");
    assertThat(list()).isEmpty();
    byte[] half = new byte[Bulk.LEAST_BYTES];
    assertThatThrownBy(() -> encoder.add(new Pair(half, half.clone(), "")))
        .hasMessageContaining("too large");
    assertThat(encoder.add(half)).isBetween(Bulk.LEAST_BYTES, Bulk.LEAST_BYTES + 100);
  }

  @Test
  void shouldSendArraysWithTheirValuesWhereNoFileCanBeMade() throws Exception {
    encoder.writeBulkTo(new KeptFiles(BulkFolder.ofCoordinator(folder.resolve("missing"))));
    PayloadBlock block = block(noise(ODD, 1), noise(ODD, 2));
    assertThat(block.bulk()).isNull();
    assertThat(read(block, 1)).isEqualTo(noise(ODD, 2));
  }

  @Test
  void shouldNeverWriteOverAFileOfAnother() throws Exception {
    Path other = Files.writeString(folder.resolve("c1.bulk"), "another's");
    PayloadBlock block = block((Object) noise(ODD, 1));
    assertThat(block.bulk()).isNull();
    assertThat(read(block, 0)).isEqualTo(noise(ODD, 1));
    assertThat(other).hasContent("another's");
    assertThat(block((Object) noise(ODD, 2)).bulk()).isNotNull();
  }

  @Test
  void shouldReadAndWriteOnThreadsThatAreInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    PayloadBlock block = block((Object) noise(ODD, 1));
    Object copy = read(block, 0);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(block.bulk()).isNotNull();
    assertThat(copy).isEqualTo(noise(ODD, 1));
  }

  @Test
  void shouldTellThatAFileIsMissingOrShort() throws Exception {
    PayloadBlock block = block((Object) noise(ODD, 1));
    PayloadBlock opened = block.mapBulk(files::open);
    try (RandomAccessFile file = new RandomAccessFile(list().get(0).toFile(), "rw")) {
      file.setLength(ODD - 1);
    }
    assertThatThrownBy(() -> new BlockDecoder(SETTINGS).decode(opened, 0))
        .isInstanceOf(UnreadableException.class);
    kept.close();
    assertThatThrownBy(() -> read(block, 0))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("large arrays cannot be read");
  }

  @Test
  void shouldNotReadMoreThanAValueOwns() throws Exception {
    PayloadBlock block = block(noise(ODD, 1), noise(ODD, 2));
    Bulk bulk = Objects.requireNonNull(block.bulk());
    Bulk shorter = new Bulk(bulk.file(), bulk.starts(), new long[] {ODD - 1, ODD});
    Bulk longer = new Bulk(bulk.file(), bulk.starts(), new long[] {ODD + 1, ODD});
    Bulk huge = new Bulk(bulk.file(), bulk.starts(), new long[] {1L << 40, ODD});
    assertThatThrownBy(() -> read(block.with(shorter), 0)).hasMessageContaining("declared");
    assertThatThrownBy(() -> read(block.with(longer), 0)).hasMessageContaining("1 B left over");
    assertThatThrownBy(() -> read(block.with(huge), 0)).hasMessageContaining("too large");
    assertThatThrownBy(() -> read(block.with(null), 0)).hasMessageContaining("declared");
  }

  @Test
  void shouldCheckLargeArraysBeforehandWithoutCopyingThem() throws Exception {
    long sum = 0;
    byte[] large = new byte[100 << 20];
    Pair shared = new Pair(large, large, "");
    RoundTrip.check(shared, SETTINGS); // one object, written once
    long before = Allocation.soFar();
    assertThatThrownBy(() -> RoundTrip.check(List.of(shared, new byte[170 << 20]), SETTINGS))
        .hasMessageContaining("limit 268435456 B for one value");
    sum += Allocation.soFar() - before;
    assertThat(sum).isLessThan(190 << 20); // the array of this test, and little else
  }

  /** As worker 3 sends it, and the coordinator takes it. */
  private PayloadBlock result(BulkFolder coordinator, BulkOutlet worker, Object value)
      throws UnsendableException {
    BlockEncoder results = new BlockEncoder(SETTINGS);
    results.writeBulkTo(worker);
    results.add(value);
    return results.finish().mapBulk(coordinator.ofWorker(3)::take);
  }

  private List<String> names() throws IOException {
    return list().stream().map(file -> file.getFileName().toString()).sorted().toList();
  }

  @Test
  void shouldWriteOverFilesThatWereReadAsLongAsAJobHasLargeArguments() throws Exception {
    BulkFolder coordinator = BulkFolder.inCoordinator(folder);
    BulkOutlet worker = BulkFolder.ofWorker(folder, 3).outlet();
    BlockDecoder decoder = new BlockDecoder(SETTINGS);
    PayloadBlock early = result(coordinator, worker, noise(ODD, 1));
    assertThat(names()).isEmpty();
    assertThat(decoder.decode(early, 0)).isEqualTo(noise(ODD, 1));

    KeptFiles job = new KeptFiles(coordinator);
    encoder.writeBulkTo(job);
    encoder.add(noise(ODD, 2));
    assertThat(encoder.finish().bulk()).isNotNull();
    PayloadBlock first = result(coordinator, worker, noise(2 * ODD, 3));
    assertThat(names()).containsExactly("c1.bulk", "w3-2.bulk");
    assertThat(decoder.decode(first, 0)).isEqualTo(noise(2 * ODD, 3));
    assertThat(names()).containsExactly("c1.bulk", "spare0.bulk");

    PayloadBlock second = result(coordinator, worker, noise(ODD, 4));
    assertThat(names()).containsExactly("c1.bulk", "w3-3.bulk");
    assertThat(folder.resolve("w3-3.bulk")).hasSize(ODD);
    PayloadBlock unread = result(coordinator, worker, noise(ODD, 5));
    assertThat(decoder.decode(second, 0)).isEqualTo(noise(ODD, 4));
    job.close();
    assertThat(names()).isEmpty();
    assertThat(decoder.decode(unread, 0)).isEqualTo(noise(ODD, 5));
    assertThat(names()).isEmpty();
  }

  @Test
  void shouldLeaveTheFilesOfAJobThatEndsToOthers() throws Exception {
    BulkFolder coordinator = BulkFolder.inCoordinator(folder);
    KeptFiles one = new KeptFiles(coordinator);
    KeptFiles other = new KeptFiles(coordinator);
    encoder.writeBulkTo(one);
    PayloadBlock read = block((Object) noise(ODD, 1));
    encoder.writeBulkTo(other);
    PayloadBlock unread = block((Object) noise(ODD, 2));
    assertThat(unread.bulk()).isNotNull();
    var file = (BulkWriter) Objects.requireNonNull(read.bulk()).file();
    one.retain(file);
    one.release(file);
    one.close();
    assertThat(names()).containsExactly("c2.bulk", "spare0.bulk");
    assertThat(read(block((Object) noise(ODD, 3)), 0)).isEqualTo(noise(ODD, 3));
    assertThat(names()).containsExactly("c2.bulk", "c3.bulk");
    other.close();
    assertThat(names()).isEmpty();
  }

  @Test
  void shouldTakeAFileThatOnlyOneReads() throws Exception {
    PayloadBlock block = block((Object) noise(ODD, 1));
    PayloadBlock taken = block.mapBulk(files::take);
    assertThat(list()).isEmpty();
    assertThat(new BlockDecoder(SETTINGS).decode(taken, 0)).isEqualTo(noise(ODD, 1));
    assertThatThrownBy(() -> new BlockDecoder(SETTINGS).decode(taken, 0))
        .isInstanceOf(UnreadableException.class);
  }

  /** Looks at its contents, for which zeros stand at first in the preflight. */
  record Ascending(int[] values) {
    Ascending {
      for (int i = 1; i < values.length; i++) {
        if (values[i - 1] >= values[i]) {
          throw new IllegalArgumentException("not ascending");
        }
      }
    }
  }

  @Test
  void shouldLetAConstructorSeeTheLargeArrayThatItChecks() throws Exception {
    RoundTrip.check(new Ascending(IntStream.range(0, 300_000).toArray()), SETTINGS);
  }
}
