package io.processpool.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.processpool.concurrent.NamedThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What becomes of a training that fails; a script stands in for the JVM. */
@Tag("process")
class ArchiveTrainingTest {

  /** As a JVM does first; one that had ended before would break the pipe, and be told from that. */
  private static final String READ_TOKEN = "head -c 32 >/dev/null";

  @TempDir Path base;
  private final Logger logger = (Logger) LoggerFactory.getLogger(ArchiveTraining.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private Path cache;
  private RunFolder folder;

  @BeforeEach
  void open() throws IOException {
    cache = Files.createDirectory(base.resolve("cache"));
    folder = RunFolder.createIn(List.of(base));
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void close() {
    logger.detachAppender(logged);
    folder.close();
  }

  private void train(String... script) throws Exception {
    Path java = Files.write(base.resolve("java"), List.of(script));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    ArchiveRecipe recipe =
        new ArchiveRecipe(
            new WorkerJvm(java, WorkerJvm.current().feature()),
            List.of(),
            List.of(),
            new ArchiveStore(cache, folder.path()),
            "key");
    ArchiveTraining training = new ArchiveTraining(recipe, folder, Map.of("PATH", "/bin:/usr/bin"));
    training.begin(new NamedThreads("test"));
    training.done().get(60, TimeUnit.SECONDS);
  }

  private List<String> warnings() {
    return List.copyOf(logged.list).stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private void assertThatNobodyTriesSoon() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).containsExactly(cache.resolve("key.claim"));
    }
  }

  @Test
  void shouldTellOfACrashAndKeepItsFile() throws Exception {
    train(
        "#!/bin/sh",
        READ_TOKEN,
        "for word; do case $word in -XX:ErrorFile=*) file=${word#*=};; esac; done",
        "echo boom >\"${file%\\%p.log}$$.log\"",
        "exit 134");
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("the JVM that makes an archive for workers crashed (see ")
        .endsWith(".log); they start without one, and a pool makes another in 10 min");
    assertThatNobodyTriesSoon();
  }

  @Test
  void shouldKeepQuietOfAJvmThatRefuses() throws Exception {
    train("#!/bin/sh", READ_TOKEN, "exit 1");
    assertThat(warnings()).isEmpty();
    assertThatNobodyTriesSoon();
  }
}
