package io.processpool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.Pool;
import io.processpool.api.WorkerInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Where a worker's token could show, and who can reach the socket. */
@Tag("process")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsTest {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path folder;

  private final Logger root = (Logger) LoggerFactory.getLogger("io.processpool");

  @BeforeEach
  void listenToTheLog() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void leaveTheLog() {
    root.setLevel(null);
    root.detachAppender(log);
  }

  @Test
  void shouldShowTheTokensNowhere() throws Exception {
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"));
        Pool pool = openDuring(recording)) {
      long child = pool.apply(SecretsTest::startChild, 1);
      List<byte[]> tokens = tokens(pool);
      assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
      List<byte[]> forms = tokens.stream().flatMap(SecretsTest::forms).toList();
      assertThat(processes()).contains(child, ProcessHandle.current().pid());
      assertNotInProcesses(forms);
      assertNotInFolder(forms, socket(pool).getParent());
      assertNotIn(forms, "stats", bytes(pool + " " + pool.stats()));
      Path recorded = folder.resolve("events.jfr");
      recording.dump(recorded);
      assertNotIn(forms, "flight recorder", bytes(RecordingFile.readAllEvents(recorded) + ""));
      assertThat(log.list).isNotEmpty();
      for (ILoggingEvent event : List.copyOf(log.list)) {
        assertNotIn(forms, event.toString(), bytes(event.getFormattedMessage()));
      }
    }
  }

  private static Pool openDuring(Recording recording) {
    recording.start();
    return Pool.builder().workers(2).open();
  }

  private static void assertNotInProcesses(List<byte[]> forms) {
    for (long pid : processes()) {
      for (String file : List.of("cmdline", "environ")) {
        Path path = Path.of("/proc", Long.toString(pid), file);
        assertNotIn(forms, path.toString(), read(path));
      }
    }
  }

  private static void assertNotInFolder(List<byte[]> forms, Path runFolder) throws IOException {
    try (Stream<Path> files = Files.walk(runFolder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNotIn(forms, file.toString(), read(file));
      }
    }
  }

  private static long startChild(int ignored) throws IOException {
    return new ProcessBuilder("sleep", "60").start().pid();
  }

  /** Out of the coordinator's memory, where it must be. */
  @SuppressWarnings("unchecked")
  private static List<byte[]> tokens(Pool pool) throws ReflectiveOperationException {
    Object fleet = field(field(field(pool, "core"), "crew"), "fleet");
    List<byte[]> tokens = new ArrayList<>();
    for (Object place : (List<Object>) field(fleet, "places")) {
      for (Object worker : (List<Object>) field(place, "workers")) {
        tokens.add(((Candidate) field(worker, "candidate")).token());
      }
    }
    return tokens;
  }

  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }

  private static Stream<byte[]> forms(byte[] token) {
    String hex = HexFormat.of().formatHex(token);
    return Stream.concat(
        Stream.of(token),
        Stream.of(
                hex,
                hex.toUpperCase(Locale.ROOT),
                HexFormat.ofDelimiter(" ").formatHex(token, 0, 15),
                Base64.getEncoder().encodeToString(token),
                Base64.getUrlEncoder().withoutPadding().encodeToString(token),
                Arrays.toString(token))
            .map(SecretsTest::bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assertNotIn(List<byte[]> forms, String where, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (byte[] form : forms) {
      if (text.contains(new String(form, StandardCharsets.ISO_8859_1))) {
        fail("a token is in the " + where);
      }
    }
  }

  private static List<Long> processes() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
  }

  /** Nothing where the process is gone, or another user's. */
  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static Path socket(Pool pool) {
    WorkerInfo worker = pool.workers().get(0);
    String[] words = ProcessHandle.of(worker.pid()).orElseThrow().info().arguments().orElseThrow();
    String address = words[words.length - 2];
    assertThat(address).startsWith("unix:");
    return Path.of(address.substring("unix:".length()));
  }

  @Test
  void shouldKeepOtherUsersFromTheSocket() throws Exception {
    try (Pool pool = Pool.builder().workers(1).open()) {
      pool.apply(x -> x, 1);
      Path socket = socket(pool);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
          .isEqualTo("rwx------");
      assertThat(knock(socket, List.of())).isEqualTo("connected: true");
      assumeTrue(
          System.getProperty("user.name").equals("root")
              && Files.isExecutable(Path.of("/usr/bin/setpriv")),
          "only root, with setpriv, can try as another user");
      assertThat(
              knock(
                  socket,
                  List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")))
          .startsWith("refused: ")
          .contains("Permission denied");
    }
  }

  /** From a class path that every user can read. */
  private static String knock(Path socket, List<String> as) throws Exception {
    Path classes = Files.createTempDirectory(Path.of("/tmp"), "knock");
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
    String name = Knock.class.getName().replace('.', '/') + ".class";
    Path file = classes.resolve(name);
    Files.createDirectories(file.getParent());
    List<String> command = new ArrayList<>(as);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classes.toString(), Knock.class.getName(), socket.toString()));
    try (InputStream in = Knock.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, file);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Process process = builder.directory(classes.toFile()).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text.strip();
    } finally {
      deleteAll(classes);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
