package io.processpool.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.processpool.message.RemoteFailure;
import io.processpool.payload.BlockEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailureCaptureTest {

  private final FailureCapture capture = new FailureCapture(new BlockEncoder(RunRoom.PAYLOAD));

  /** What an exception's own method can do to whoever asks. */
  enum Trick {
    THROW_EXCEPTION,
    THROW_ERROR,
    OVERFLOW,
    RETURN_NULL;

    <T> T play() {
      switch (this) {
        case THROW_EXCEPTION -> throw new IllegalStateException("trick");
        case THROW_ERROR -> throw new AssertionError("trick");
        case OVERFLOW -> {
          return play();
        }
        default -> {
          return null;
        }
      }
    }
  }

  static final class HostileMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Trick trick;

    HostileMessage(Trick trick) {
      this.trick = trick;
    }

    @Override
    public String getMessage() {
      return trick.play();
    }
  }

  static final class HostileStack extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Trick trick;

    HostileStack(Trick trick) {
      super("m");
      this.trick = trick;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return trick.play();
    }
  }

  static final class HostileCause extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Trick trick;

    HostileCause(Trick trick) {
      super("m");
      this.trick = trick;
    }

    @Override
    public synchronized Throwable getCause() {
      return trick.play();
    }
  }

  static final class HolesInStack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public StackTraceElement[] getStackTrace() {
      StackTraceElement[] frames = new StackTraceElement[1_000];
      for (int i = 0; i < frames.length; i += 2) {
        frames[i] = new StackTraceElement("C", "m" + i, null, i);
      }
      return frames;
    }
  }

  /** Cannot be sent itself. */
  static final class Unsendable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Object nothing = null;
    private final Thread thread = Thread.currentThread();
  }

  static List<Throwable> endless() {
    Exception self = new Exception("a");
    Exception other = new Exception("b", self);
    self.initCause(other);
    Exception suppressing = new Exception("c");
    suppressing.addSuppressed(new Exception("d", suppressing));
    Throwable deep = new Exception("last");
    for (int i = 0; i < 10_000; i++) {
      deep = new Exception("deep", deep);
    }
    Exception wide = new Exception("wide");
    for (int i = 0; i < 10_000; i++) {
      wide.addSuppressed(new Exception("s"));
    }
    return List.of(other, suppressing, deep, wide);
  }

  @Test
  void shouldTurnAnExceptionIntoData() {
    Exception thrown = new IllegalStateException("outer", new RuntimeException("inner"));
    thrown.addSuppressed(new Exception("beside"));
    RemoteFailure failure = capture.capture(thrown);
    assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.message()).isEqualTo("outer");
    assertThat(failure.frames()).containsExactly(thrown.getStackTrace());
    assertThat(failure.cause().message()).isEqualTo("inner");
    assertThat(failure.suppressed()).extracting(RemoteFailure::message).containsExactly("beside");
    assertThat(failure.original().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveHostileMessages(Trick trick) {
    RemoteFailure failure = capture.capture(new HostileMessage(trick));
    if (trick == Trick.RETURN_NULL) {
      assertThat(failure.message()).isNull();
    } else {
      assertThat(failure.message()).startsWith("(its getMessage threw java.lang.");
    }
    assertThat(failure.frames()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveHostileStacks(Trick trick) {
    RemoteFailure failure = capture.capture(new HostileStack(trick));
    assertThat(failure.message()).isEqualTo("m");
    assertThat(failure.frames()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveHostileCauses(Trick trick) {
    RemoteFailure failure = capture.capture(new HostileCause(trick));
    assertThat(failure.message()).isEqualTo("m");
    assertThat(failure.cause()).isNull();
  }

  @Test
  void shouldSkipHolesInAStackAndCutALongOne() {
    RemoteFailure failure = capture.capture(new HolesInStack());
    assertThat(failure.frames()).hasSize(200).doesNotContainNull();
  }

  @ParameterizedTest
  @MethodSource("endless")
  void shouldCutChainsThatAreLongOrGoRound(Throwable thrown) {
    RemoteFailure failure = capture.capture(thrown);
    assertThat(count(failure)).isBetween(2, 20);
  }

  @Test
  void shouldCutAMessageThatWouldNotFitAFrame() {
    int most = FailureCapture.MAX_MESSAGE_CHARS;
    assertThat(capture.capture(new Exception("x".repeat(most))).message()).hasSize(most);
    assertThat(capture.capture(new Exception("x".repeat(most + 5))).message())
        .hasSize(most + "... (5 more characters)".length())
        .endsWith("xx... (5 more characters)");
  }

  @Test
  void shouldGoWithoutTheOriginalThatCannotBeSentAndLeaveNoTraceOfIt() {
    RemoteFailure failure = capture.capture(new Unsendable());
    assertThat(failure.original().count()).isZero();
    assertThat(failure.frames()).isNotEmpty();
    assertThat(capture.capture(new Exception("next")).original().count()).isEqualTo(1);
  }

  private static int count(RemoteFailure failure) {
    RemoteFailure cause = failure.cause();
    return 1
        + (cause == null ? 0 : count(cause))
        + failure.suppressed().stream().mapToInt(FailureCaptureTest::count).sum();
  }
}
