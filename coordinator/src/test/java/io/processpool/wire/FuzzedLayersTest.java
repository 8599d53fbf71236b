package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.processpool.payload.BlockEncoder;
import io.processpool.payload.PayloadSettings;
import io.processpool.testing.TestJvm;
import io.processpool.wire.FuzzedLayers.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Stack;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Every layer reads any bytes, or refuses them. What a long run finds is an input to be kept under
 * {@code src/test/resources/.../regression/LAYER}, where the quick test reads it for ever after.
 */
class FuzzedLayersTest {

  private static final Path GOLDEN = Path.of("../protocol/src/test/resources/golden");
  private static final Path KEPT = Path.of("src/test/resources/io/processpool/wire/regression");
  private static final int MUTANTS = 2_000;

  private final Logger log = (Logger) LoggerFactory.getLogger("io.processpool.wire");

  @BeforeEach
  void keepQuiet() {
    log.setLevel(Level.OFF); // a line and a dump for each refusal
  }

  @AfterEach
  void speakAgain() {
    log.setLevel(null);
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadWhatWasFoundBeforeAndItsMutants(FuzzedLayers layer) throws Exception {
    long seed = Long.getLong("layer.fuzz.seed", new Random().nextLong());
    System.out.println(layer + " layer.fuzz.seed=" + seed);
    Random random = new Random(seed);
    Mutations mutations = new Mutations(random);
    List<byte[]> corpus = new ArrayList<>(seeds(layer));
    corpus.addAll(kept(layer));
    for (byte[] bytes : corpus) {
      layer.read(bytes);
    }
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutations.apply(corpus.get(random.nextInt(corpus.size())));
      try {
        layer.read(mutant);
      } catch (Throwable e) {
        throw new AssertionError("layer.fuzz.seed=" + seed + ": " + Arrays.toString(mutant), e);
      }
    }
  }

  /** {@code -Dfuzz.seconds=600} for ten minutes each; what was learnt stays in target/fuzz. */
  @ParameterizedTest
  @EnumSource
  @Tag("process")
  @Tag("long")
  void shouldReadWhateverJazzerThinksOf(FuzzedLayers layer) throws Exception {
    int seconds = Integer.getInteger("fuzz.seconds", 20);
    Path folder = Path.of("target/fuzz").resolve(name(layer)).toAbsolutePath();
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    int i = 0;
    for (byte[] bytes : seeds(layer)) {
      Files.write(corpus.resolve("seed-" + i++), bytes);
    }
    TestJvm.Result result =
        TestJvm.run(
            List.of(
                "-Xmx768m",
                "-Xss16m",
                "-XX:+EnableDynamicAgentLoading",
                "-Dfuzz.layer=" + layer,
                "-Dlogback.configurationFile=" + quiet(folder)),
            Duration.ofSeconds(3L * seconds + 120),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzedLayers.class.getName(),
            "--instrumentation_includes=io.processpool.**",
            "--custom_hook_includes=io.processpool.**",
            "-max_total_time=" + seconds,
            "-timeout=60", // the first input has all classes instrumented
            "-rss_limit_mb=0",
            "-artifact_prefix=" + folder + "/",
            "-reproducer_path=" + folder,
            corpus.toString());
    List<String> lines = result.output().lines().toList();
    System.out.println(layer + ": " + lines.subList(Math.max(0, lines.size() - 2), lines.size()));
    assertThat(result.exit())
        .as("an input in %s, to be kept in %s: %s", folder, KEPT, result.output())
        .isZero();
    assertThat(result.output()).contains("Done ");
  }

  private static Path quiet(Path folder) throws IOException {
    return Files.writeString(folder.resolve("logging.xml"), "<configuration/>");
  }

  private static String name(FuzzedLayers layer) {
    return layer.name().toLowerCase(Locale.ROOT);
  }

  private static List<byte[]> kept(FuzzedLayers layer) throws IOException {
    Path folder = KEPT.resolve(name(layer));
    List<byte[]> inputs = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          inputs.add(Files.readAllBytes(file));
        }
      }
    }
    return inputs;
  }

  private static List<byte[]> seeds(FuzzedLayers layer) throws Exception {
    return switch (layer) {
      case FRAMING -> FrameFuzz.golden(GOLDEN);
      case HANDSHAKE -> handshakes();
      case ENVELOPE -> FrameFuzz.golden(GOLDEN).stream().map(FuzzedLayersTest::body).toList();
      case PAYLOAD -> payloads();
    };
  }

  /** Every golden frame at every point. */
  private static List<byte[]> handshakes() throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (byte[] frame : FrameFuzz.golden(GOLDEN)) {
      for (byte point = 0; point < 4; point++) {
        byte[] input = new byte[frame.length + 1];
        input[0] = point;
        System.arraycopy(frame, 0, input, 1, frame.length);
        inputs.add(input);
      }
    }
    return inputs;
  }

  private static byte[] body(byte[] frame) {
    byte[] input = Arrays.copyOfRange(frame, 18, frame.length);
    input[0] = (byte) (frame[2] - 1);
    input[1] = frame[3];
    return input;
  }

  private static List<byte[]> payloads() throws Exception {
    Stack<Object> stack = new Stack<>();
    stack.addAll(List.of(1, "x"));
    TreeMap<String, Object> tree = new TreeMap<>(Comparator.reverseOrder());
    tree.put("a", new int[] {1});
    EnumMap<TimeUnit, Object> enums = new EnumMap<>(Map.of(TimeUnit.DAYS, 2L));
    List<byte[]> inputs = new ArrayList<>();
    for (Object value :
        List.of(
            new Sample(1, new double[] {2}, List.of("x", 3)),
            new HashMap<>(Map.of("k", List.of(1L, 2.5f))),
            stack,
            tree,
            enums,
            new Random(1),
            new Integer[] {1, 2},
            new IllegalStateException("x"),
            TimeUnit.DAYS,
            new Object[] {"gr\u00fcn", 'c', true, java.time.Duration.ofSeconds(3)})) {
      BlockEncoder encoder =
          new BlockEncoder(PayloadSettings.defaults(FuzzedLayersTest.class.getClassLoader()));
      encoder.add(value);
      var block = encoder.finish();
      inputs.add(Arrays.copyOf(block.bytes(), block.size()));
    }
    return inputs;
  }
}
