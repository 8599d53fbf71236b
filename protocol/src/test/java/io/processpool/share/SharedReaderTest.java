package io.processpool.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processpool.concurrent.Ticker;
import io.processpool.payload.PayloadSettings;
import io.processpool.task.Shared;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedReaderTest {

  /** Elements of an array that lies beside its value. */
  private static final int LARGE = 1 << 17;

  private final PayloadSettings coding =
      PayloadSettings.defaults(SharedReaderTest.class.getClassLoader());
  private final SharedStore store = new SharedStore();
  @TempDir Path folder;
  private SharedReader reader;

  @BeforeEach
  void openReader() {
    reader = new SharedReader(folder, coding, Ticker.SYSTEM);
  }

  private long add(Object value) throws Exception {
    return store.numberOf(store.add(value, folder, coding)).orElseThrow();
  }

  @Test
  void shouldReadWhatWasWritten() throws Exception {
    long number = add(List.of("a", Path.of("b"), 3));

    assertThat(reader.find(number).get()).isEqualTo(List.of("a", Path.of("b"), 3));
  }

  @Test
  void shouldKnowTheSameHandleAgain() throws Exception {
    long number = add("text");
    Shared<?> handle = reader.find(number);

    assertThat(reader.find(number)).isSameAs(handle);
    assertThat(reader.numberOf(handle)).isEqualTo(OptionalLong.of(number));
  }

  @Test
  void shouldNotKnowNumbersWithoutAFile() {
    assertThat(reader.find(1)).isNull();
    assertThat(reader.find(-1)).isNull();
    assertThat(store.find(1)).isNull();
  }

  @Test
  void shouldNotKnowHandlesOfOthers() throws Exception {
    long number = add("text");

    assertThat(reader.numberOf(store.find(number))).isEmpty();
    assertThat(store.numberOf(reader.find(number))).isEmpty();
    assertThat(store.numberOf(() -> "own")).isEmpty();
  }

  @Test
  void shouldSayThatAFileIsGone() throws Exception {
    long number = add("text");
    Shared<?> handle = reader.find(number);
    Files.delete(folder.resolve("v" + number + ".value"));

    assertThatThrownBy(handle::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its pool is closed");
  }

  @Test
  void shouldRefuseADamagedFileEachTime() throws Exception {
    long number = add("text");
    Path file = folder.resolve("v" + number + ".value");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      Shared<?> handle = new SharedReader(folder, coding, Ticker.SYSTEM).find(number);

      assertThatThrownBy(handle::get).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldMapABufferFromItsPositionToItsLimit() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}, 1, 3);
    long number = store.numberOf(store.addBuffer(bytes, folder)).orElseThrow();

    assertThat(reader.find(number).get()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(bytes.remaining()).isEqualTo(3);
  }

  @Test
  void shouldMapAnEmptyBuffer() throws Exception {
    long number = store.numberOf(store.addBuffer(ByteBuffer.allocate(0), folder)).orElseThrow();

    assertThat(((ByteBuffer) reader.find(number).get()).hasRemaining()).isFalse();
  }

  @Test
  void shouldReadLargeArraysAgainAndAgain() throws Exception {
    double[] large = new double[LARGE];
    large[LARGE - 1] = 7;
    long number = add(List.of(large, "between", new byte[] {1}, large.clone()));
    for (int time = 0; time < 2; time++) {
      List<?> read = (List<?>) new SharedReader(folder, coding, Ticker.SYSTEM).find(number).get();

      assertThat(read.get(0)).isEqualTo(large);
      assertThat(read.get(1)).isEqualTo("between");
      assertThat(read.get(3)).isEqualTo(large);
    }
    assertThat(folder.resolve("v" + number + ".value").toFile().length()).isLessThan(200);
  }

  @Test
  void shouldSayThatLargeArraysAreGoneOrWereCut() throws Exception {
    long number = add(new double[LARGE]);
    Path arrays = folder.resolve("v" + number + "-1.bulk");
    Files.write(arrays, new byte[LARGE]);
    assertThatThrownBy(() -> reader.find(number).get()).isInstanceOf(IllegalStateException.class);

    Files.delete(arrays);
    assertThatThrownBy(() -> reader.find(number).get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldLeaveNoFileWhenAValueCannotBeSent() throws Exception {
    List<Object> late = List.of(new double[LARGE], Thread.currentThread());
    assertThatThrownBy(() -> add(late)).hasMessageContaining("live resource");
    assertThatThrownBy(() -> add(Thread.currentThread())).hasMessageContaining("live resource");

    assertThat(folder).isEmptyDirectory();
  }
}
