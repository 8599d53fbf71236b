package io.processpool.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.PayloadBlock;
import io.processpool.task.TaskFunction;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Stack;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class MutationFuzzTest {

  private static final int CASES = 60_000;

  record Track(String name, double[] samples, List<Object> parts) {}

  @SuppressWarnings("serial") // whatever stands in its fields, it is meant to be written
  static class Scene implements Serializable {
    private static final long serialVersionUID = 1L;
    Object first = "a";
    long second = 2;
    List<Object> third = new ArrayList<>();
    Scene self = this;
  }

  @Test
  void shouldReadMutatedBytesToAValueOrRefuseThemAtBoundedMemory() {
    long seed = Long.getLong("payload.fuzz.seed", new Random().nextLong());
    System.out.println("payload.fuzz.seed=" + seed);
    Random random = new Random(seed);
    List<PayloadBlock> corpus = corpus();
    BlockDecoder decoder = new BlockDecoder(Payloads.SETTINGS);
    corpus.forEach(block -> outcome(decoder, block));
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      PayloadBlock original = corpus.get(random.nextInt(corpus.size()));
      PayloadBlock mutant = mutate(original, random);
      long before = Allocation.soFar();
      try {
        refused += outcome(decoder, mutant);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + " case " + i + " of " + original, e);
      }
      assertThat(Allocation.soFar() - before)
          .as("seed %d case %d: %s", seed, i, original)
          .isLessThan(8L << 20);
    }
    assertThat(refused).as("seed %d", seed).isBetween(CASES / 4, CASES - 1);
    // Whatever it met, the decoder still reads what is sound.
    corpus.forEach(block -> assertThat(outcome(decoder, block)).isZero());
  }

  private static int outcome(BlockDecoder decoder, PayloadBlock block) {
    try {
      decoder.decode(block, 0);
      return 0;
    } catch (UnreadableException e) {
      assertThat(e.problem().reason()).isNotEmpty();
      return 1;
    }
  }

  private static PayloadBlock mutate(PayloadBlock block, Random random) {
    byte[] bytes = Arrays.copyOf(block.bytes(), block.size());
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) random.nextInt(125);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 ->
            Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(5)), (byte) -1);
        default -> bytes = spliced(bytes, at, random);
      }
    }
    List<String> names = new ArrayList<>(block.classNames());
    if (!names.isEmpty() && random.nextInt(10) == 0) {
      names.set(random.nextInt(names.size()), name(random));
    }
    return new PayloadBlock(names, new int[] {bytes.length}, bytes);
  }

  private static byte[] spliced(byte[] bytes, int at, Random random) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - from, random.nextInt(40));
    byte[] longer = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, from, longer, at, length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }

  private static String name(Random random) {
    String[] names = {
      "",
      "[",
      "[[[I",
      "[L;",
      "int",
      "java.lang.Thread",
      "java.lang.Class",
      "java.util.HashMap",
      "java.util.Random",
      Scene.class.getName(),
      Track.class.getName(),
      "java.util.List",
      "javax.naming.InitialContext",
      "[Ljava.lang.String;",
      "x/y",
      "java.lang.Enum",
      "java.util.concurrent.TimeUnit",
      "java.lang.invoke.SerializedLambda",
      "java.lang.Record"
    };
    return names[random.nextInt(names.length)];
  }

  private static List<PayloadBlock> corpus() {
    Scene scene = new Scene();
    scene.third.add(scene);
    scene.third.add(new Track("n", new double[] {1, 2}, List.of(1, "x")));
    TaskFunction<Integer, Object> lambda = x -> scene.first;
    Map<Object, Object> map = new HashMap<>(Map.of("k", List.of(1L, 2.5), 3, new int[] {1}));
    Properties properties = new Properties();
    properties.setProperty("k", "v");
    Stack<Object> stack = new Stack<>();
    stack.addAll(List.of(1, "x", new ArrayList<>(List.of(2))));
    TreeMap<String, Object> tree = new TreeMap<>(Comparator.reverseOrder());
    tree.put("a", Optional.of(UUID.randomUUID()));
    EnumMap<TimeUnit, Object> enums = new EnumMap<>(TimeUnit.class);
    enums.put(TimeUnit.DAYS, EnumSet.of(TimeUnit.DAYS));
    List<Object> values = new ArrayList<>();
    Collections.addAll(
        values,
        scene,
        lambda,
        map,
        properties,
        stack,
        tree,
        enums,
        new EnumMap<>(TimeUnit.class),
        new IllegalStateException("x", new RuntimeException("y")),
        new BigDecimal("1.50"),
        ZonedDateTime.now(),
        Path.of("a/b"),
        new BitSet(70),
        new int[][] {{1}, {2, 3}},
        new Object[] {"a", null, String.class},
        Arrays.asList(1, "gr\u00fcn", "\u4f60"),
        new ArrayDeque<>(List.of(1)),
        new PriorityQueue<>(List.of(2, 1)),
        Collections.unmodifiableList(new ArrayList<>(List.of("a"))),
        Map.of(1, 2, 3, 4),
        Collections.synchronizedMap(new HashMap<>(map)),
        new float[100],
        new char[] {'a'},
        new StringBuilder("abc"),
        java.nio.ByteBuffer.allocate(10),
        new Random(1));
    List<PayloadBlock> blocks = new ArrayList<>();
    values.forEach(value -> blocks.add(Payloads.block(value)));
    blocks.add(Payloads.block(values.subList(1, values.size())));
    return blocks;
  }
}
