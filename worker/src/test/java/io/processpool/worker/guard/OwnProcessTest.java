package io.processpool.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("process")
@Timeout(60)
class OwnProcessTest {

  @Test
  void shouldTellWhatHandlesTell() {
    ProcessHandle self = ProcessHandle.current();
    assertThat(OwnProcess.pid()).isEqualTo(self.pid());
    assertThat(OwnProcess.parent()).hasValue(self.parent().orElseThrow().pid());
  }

  @Test
  void shouldSeeTheChildOfAThreadThatHasEnded() throws Exception {
    AtomicReference<Process> child = new AtomicReference<>();
    Thread parent =
        new Thread(
            () -> {
              try {
                child.set(new ProcessBuilder("sleep", "50").start());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    parent.start();
    parent.join();
    Process started = child.get();
    try {
      assertThat(OwnProcess.mayHaveChildren()).isTrue();
    } finally {
      started.destroyForcibly();
    }
    assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Where the kernel does not tell, there may always be some. */
  @Test
  void shouldSeeThatThereIsNone() {
    boolean told = new File("/proc/thread-self/children").exists();
    boolean any = ProcessHandle.current().children().findAny().isPresent();
    assertThat(OwnProcess.mayHaveChildren()).isEqualTo(any || !told);
  }
}
