package io.processpool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.frame.FramesOut;
import io.processpool.message.MessageType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bytes of one frame of each type are kept in a file, so that a byte that changes is a line of
 * a diff, and a reason to raise {@link ProtocolVersion}. {@code -Dgolden.write=DIRECTORY} writes
 * the files anew.
 */
class GoldenFilesTest {

  private static final int HEADER = 20;
  private static final int COLUMNS = 16;

  @ParameterizedTest
  @EnumSource
  void shouldWriteTheBytesOfTheGoldenFile(MessageType type) throws Exception {
    String text = text(type);
    String directory = System.getProperty("golden.write");
    if (directory != null) {
      Files.writeString(Path.of(directory, name(type)), text);
    }
    Path file = folder().resolve(name(type));
    assertThat(file).as("the golden file of %s", type).exists();
    assertThat(text)
        .as("the wire changed: raise ProtocolVersion, write the golden files anew")
        .isEqualTo(Files.readString(file));
  }

  @Test
  void shouldHaveNoGoldenFileOfATypeThatIsNone() throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(MessageType.values())
                  .map(GoldenFilesTest::name)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(GoldenFilesTest.class.getResource("/golden")).toURI());
  }

  private static String name(MessageType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hex";
  }

  private static String text(MessageType type) throws IOException {
    byte[] bytes = frame(type);
    StringBuilder out = new StringBuilder();
    out.append("# ").append(type).append(", protocol version ").append(ProtocolVersion.CURRENT);
    out.append("\n# header: magic, type, flags, body length, job, lease\n");
    lines(bytes, 0, HEADER, HEADER, out);
    out.append("# body, ").append(bytes.length - HEADER).append(" bytes\n");
    lines(bytes, HEADER, bytes.length, COLUMNS, out);
    return out.toString();
  }

  private static byte[] frame(MessageType type) {
    return FramesOut.bytes(MessageEncoder.encode(SampleMessages.of(type)));
  }

  private static void lines(byte[] bytes, int from, int to, int columns, StringBuilder out) {
    for (int i = from; i < to; i++) {
      boolean last = i + 1 == to || (i + 1 - from) % columns == 0;
      out.append("%02x".formatted(bytes[i])).append(last ? '\n' : ' ');
    }
  }
}
