package io.processpool.payload;

import static io.processpool.payload.Payloads.SETTINGS;
import static io.processpool.payload.Payloads.refused;
import static io.processpool.payload.Payloads.refusedByPreflight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processpool.message.PayloadBlock;
import io.processpool.message.Unsendable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalsTest {

  record Box(Object content) {}

  static final class Link {
    Link next;
  }

  static final class MyStream extends InputStream {
    @Override
    public int read() {
      return -1;
    }
  }

  static Stream<Object> liveResources() throws IOException {
    return Stream.of(
        new Thread("t"),
        new ThreadGroup("g"),
        new Socket(),
        new ByteArrayInputStream(new byte[0]),
        System.out,
        new StringReader(""),
        new StringWriter(),
        new MyStream(),
        RefusalsTest.class.getClassLoader(),
        ForkJoinPool.commonPool(),
        new CompletableFuture<>(),
        Selector.open(),
        new ThreadLocal<>(),
        new WeakReference<>("x"),
        new Scanner("x"),
        new Timer(true),
        Stream.of(1));
  }

  @ParameterizedTest
  @MethodSource("liveResources")
  void shouldRefuseLiveResources(Object resource) {
    Unsendable problem = refused(resource);
    assertThat(problem.type()).isEqualTo(resource.getClass().getName());
    assertThat(problem.reason()).startsWith("holds a live resource (java.");
    assertThat(problem.remedy()).startsWith("open it inside the task instead");
  }

  @Test
  void shouldRefuseClassesOfTheJdkThatAreNotSerializable() {
    assertThat(refused(new SplittableRandom(1)).reason())
        .isEqualTo("java.util.SplittableRandom is a class of the JDK that is not Serializable");
    assertThat(refused(List.of(1).iterator()).remedy()).startsWith("create it inside the task");
  }

  @Test
  void shouldRefuseProxiesAndPathsOfOtherFileSystems(@TempDir Path folder) throws Exception {
    Object proxy =
        Proxy.newProxyInstance(
            RefusalsTest.class.getClassLoader(),
            new Class<?>[] {Runnable.class},
            (p, m, a) -> null);
    assertThat(refused(proxy).reason()).startsWith("dynamic proxy");
    Path zip = folder.resolve("a.zip");
    try (java.nio.file.FileSystem system =
        java.nio.file.FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      assertThat(refused(system.getPath("x")).reason()).contains("not the default file system");
    }
  }

  static Stream<Arguments> paths() {
    Object bad = new Thread("t");
    Map<Object, Object> map = new HashMap<>();
    map.put("a", bad);
    Map<Object, Object> byBox = new HashMap<>();
    byBox.put(new Box(1), bad);
    Map<Object, Object> badKey = new HashMap<>();
    badKey.put(bad, 1);
    return Stream.of(
        Arguments.of(new Box(bad), "component content (java.lang.Thread)"),
        Arguments.of(new Object[] {1, bad}, "[1] (java.lang.Thread)"),
        Arguments.of(
            Arrays.asList(1, 2, 3, new Box(bad)),
            "[3] (RefusalsTest$Box) → component content (java.lang.Thread)"),
        Arguments.of(
            List.of(List.of(bad)), "[0] (ImmutableCollections$List12) → [0] (java.lang.Thread)"),
        Arguments.of(map, "value of key \"a\" (java.lang.Thread)"),
        Arguments.of(Map.of(7, bad), "value of key 7 (java.lang.Thread)"),
        Arguments.of(byBox, "value of a key (RefusalsTest$Box) (java.lang.Thread)"),
        Arguments.of(badKey, "key (java.lang.Thread)"),
        Arguments.of(Optional.of(bad), "optional value (java.lang.Thread)"),
        Arguments.of(new AtomicReference<>(bad), "referenced value (java.lang.Thread)"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void shouldGiveTheExactPath(Object value, String path) {
    assertThat(refused(value).path()).isEqualTo(path);
  }

  @Test
  void shouldPutPathReasonAndRemedyIntoTheMessage() {
    assertThatThrownBy(() -> new BlockEncoder(SETTINGS).add(new Box(new Socket())))
        .hasMessage(
            "component content (java.net.Socket): holds a live resource (java.net.Socket) that"
                + " exists only in this process; open it inside the task instead, or mark the field"
                + " transient");
  }

  @Test
  void shouldSayTooDeepWithTheLimit() {
    Unsendable problem = refused(chain(501));
    assertThat(problem.reason()).contains("object graph too deep, limit 500");
    assertThat(problem.path().length()).isLessThan(400);
    assertThat(Payloads.copy(chain(499))).isNotNull();
  }

  @Test
  void shouldSayTooDeepWhenTheStackEndsBeforeTheLimit() {
    Unsendable problem = refused(chain(90_000), SETTINGS.withMaxDepth(100_000));
    assertThat(problem.reason()).contains("object graph too deep, limit 100000");
  }

  @Test
  void shouldFitTheDefaultDepthIntoAStackOfOneMebibyte() throws Exception {
    List<Object> nested = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      nested = new ArrayList<>(List.of(new Box(nested)));
    }
    List<Object> value = nested;
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                RoundTrip.check(value, SETTINGS);
                RoundTrip.check(chain(499), SETTINGS);
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "small stack",
            1 << 20);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  @Test
  void shouldSayTooLargeWithSizeAndLimit() {
    PayloadSettings small = SETTINGS.withMaxValueBytes(1000);
    assertThat(refused(new byte[1000], small).reason())
        .isEqualTo("too large: at least 1004 B, limit 1000 B for one value");
    assertThat(refused(List.of(1, new int[300]), small))
        .extracting(Unsendable::type, Unsendable::path)
        .containsExactly("[I", "[1] (int[])");
    assertThat(refused("x".repeat(2000), small).type()).isEqualTo("java.lang.String");
    assertThat(refused("x".repeat(2000), small).remedy())
        .contains("name of a file", "pool.share", "pool.shareBuffer");
    assertThat(refused(new int[300], small).reason()).startsWith("too large");
    assertThat(refused(new IllegalStateException("x".repeat(2000)), small).reason())
        .startsWith("too large");
    assertThatThrownBy(() -> RoundTrip.check(new byte[1000], small))
        .isInstanceOf(UnsendableException.class);
    assertThatThrownBy(() -> RoundTrip.check("\u4f60".repeat(600), small))
        .isInstanceOf(UnsendableException.class);
  }

  @Test
  void shouldRefuseAClassThatTheReaderCannotSee() throws Exception {
    URL classes = RefusalsTest.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader other = new URLClassLoader("jshell", new URL[] {classes}, null)) {
      Object value =
          other.loadClass(WithoutDependencies.class.getName()).getConstructor().newInstance();
      Unsendable problem = refusedByPreflight(List.of(value));
      assertThat(problem.path()).isEqualTo("[0] (" + WithoutDependencies.class.getName() + ")");
      assertThat(problem.reason())
          .contains("cannot be found", "by the reader's class loader app", "loaded by jshell");
      assertThat(problem.remedy()).contains("source launcher or JShell");
    }
  }

  /** Loaded twice by the test above. */
  public static final class WithoutDependencies {}

  @Test
  void shouldSayWhichClassTheReaderDoesNotHave() {
    PayloadBlock block = Payloads.raw(List.of("com.example.Gone"), (byte) 120, (byte) 1);
    UnreadableException thrown =
        catchThrowableOfType(
            UnreadableException.class, () -> new BlockDecoder(SETTINGS).decode(block, 0));
    assertThat(thrown.problem().type()).isEqualTo("com.example.Gone");
    assertThat(thrown.problem().reason()).contains("class com.example.Gone cannot be found");
    assertThat(thrown).hasCauseInstanceOf(ClassNotFoundException.class);
  }

  private static Link chain(int length) {
    Link head = new Link();
    Link last = head;
    for (int i = 1; i < length; i++) {
      last.next = new Link();
      last = last.next;
    }
    return head;
  }
}
