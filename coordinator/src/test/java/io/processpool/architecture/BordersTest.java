package io.processpool.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.netty.channel.ChannelHandler;
import io.processpool.concurrent.NamedThreads;
import io.processpool.concurrent.SpinWait;
import io.processpool.concurrent.Ticker;
import io.processpool.worker.guard.Exits;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only one place may touch: libraries, exits, threads, clocks, streams. */
class BordersTest {

  /** Methods that wait, by the type that declares or inherits them. */
  private static final Map<Class<?>, Set<String>> WAITS =
      Map.ofEntries(
          Map.entry(Object.class, Set.of("wait")),
          Map.entry(Thread.class, Set.of("join", "sleep")),
          Map.entry(TimeUnit.class, Set.of("sleep", "timedJoin", "timedWait")),
          Map.entry(LockSupport.class, Set.of("park", "parkNanos", "parkUntil")),
          Map.entry(Process.class, Set.of("waitFor")),
          Map.entry(Future.class, Set.of("get", "join")),
          Map.entry(
              io.netty.util.concurrent.Future.class,
              Set.of("await", "awaitUninterruptibly", "sync", "syncUninterruptibly")),
          Map.entry(ExecutorService.class, Set.of("awaitTermination", "invokeAll", "invokeAny")),
          Map.entry(BlockingQueue.class, Set.of("put", "take", "poll", "offer")),
          Map.entry(Semaphore.class, Set.of("acquire", "acquireUninterruptibly")),
          Map.entry(CountDownLatch.class, Set.of("await")),
          Map.entry(CyclicBarrier.class, Set.of("await")),
          Map.entry(Phaser.class, Set.of("awaitAdvance", "arriveAndAwaitAdvance")),
          Map.entry(
              Condition.class,
              Set.of("await", "awaitNanos", "awaitUntil", "awaitUninterruptibly")));

  @Test
  void shouldKeepNettyAtTheSocket() {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms("wire"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(House.CLASSES);
  }

  @Test
  void shouldKeepKryoInPayload() {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms("payload"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.esotericsoftware..")
        .check(House.CLASSES);
  }

  @Test
  void shouldKeepJavaSerializationInPayload() {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms("payload"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectOutputStream.class)
        .check(House.CLASSES);
  }

  @Test
  void shouldEndTheProcessOnlyInExits() {
    assertOnlyIn(
        Exits.class,
        access ->
            isOn(access, System.class, "exit") || isOn(access, Runtime.class, "exit", "halt"));
  }

  @Test
  void shouldCreateThreadsOnlyInNamedThreads() {
    assertOnlyIn(
        NamedThreads.class,
        access ->
            isNew(access, Thread.class)
                || isNew(access, ThreadPoolExecutor.class)
                || isNew(access, ForkJoinPool.class)
                || isNew(access, Timer.class)
                || access.getTargetOwner().isEquivalentTo(Executors.class)
                || isOnCommonPool(access));
  }

  @Test
  void shouldReadTheClockOnlyInTicker() {
    assertOnlyIn(
        Ticker.class,
        access ->
            isOn(access, System.class, "nanoTime", "currentTimeMillis")
                || isOn(access, Clock.class, "systemUTC", "systemDefaultZone", "system")
                || isNow(access));
  }

  /** A clock that someone sets must not end a wait, so nobody looks at it or waits until a date. */
  @Test
  void shouldNotKnowTheTimeOfDay() {
    assertThat(
            accesses()
                .filter(
                    access ->
                        isOn(access, System.class, "currentTimeMillis")
                            || isOn(access, Clock.class, "systemUTC", "systemDefaultZone", "system")
                            || isNow(access)
                            || (isNew(access, Date.class) && hasNoParameters(access))
                            || isNew(access, Timer.class)
                            || isOn(access, LockSupport.class, "parkUntil")
                            || isOn(access, Condition.class, "awaitUntil"))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  /** A spin is bounded, and in one place. */
  @Test
  void shouldNeverSleepAndSpinInOnePlaceOnly() {
    assertThat(
            accesses()
                .filter(access -> !access.getOriginOwner().isEquivalentTo(SpinWait.class))
                .filter(
                    access ->
                        isOn(access, Thread.class, "sleep", "onSpinWait", "yield")
                            || isOn(access, TimeUnit.class, "sleep")
                            || isOn(access, LockSupport.class, "parkNanos", "parkUntil"))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  /** Standard output and error belong to the user; the worker's last words are the exception. */
  @Test
  void shouldPrintNothingButTheLastWordsOfAWorker() {
    assertThat(
            accesses()
                .filter(
                    access ->
                        isOn(access, System.class, "out", "err")
                            || isOn(access, Throwable.class, "printStackTrace"))
                .filter(
                    access ->
                        !(House.room(access.getOriginOwner()).equals("worker.guard")
                            && access.getName().equals("err")))
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  /** Sees direct calls only; what they call must not wait either. */
  @Test
  void shouldNotBlockWhereASocketIsHeardOrWritten() {
    List<JavaClass> handlers =
        House.CLASSES.stream()
            .filter(
                type ->
                    type.isAssignableTo(ChannelHandler.class)
                        || type.isAssignableTo(House.ROOT + ".worker.link.Inbound")
                        || House.room(type).equals("frame"))
            .toList();
    assertThat(handlers).hasSizeGreaterThan(10);
    assertThat(
            accesses()
                .filter(access -> handlers.contains(outermost(access.getOriginOwner())))
                .filter(BordersTest::waits)
                .map(JavaAccess::getDescription))
        .isEmpty();
  }

  private static void assertOnlyIn(Class<?> place, Predicate<JavaAccess<?>> forbidden) {
    List<JavaAccess<?>> found = accesses().filter(forbidden).toList();
    assertThat(found.stream().filter(access -> isIn(access, place)))
        .as("the rule sees")
        .isNotEmpty();
    assertThat(
            found.stream().filter(access -> !isIn(access, place)).map(JavaAccess::getDescription))
        .as("outside %s", place.getName())
        .isEmpty();
  }

  private static Stream<JavaAccess<?>> accesses() {
    return House.CLASSES.stream().flatMap(type -> type.getAccessesFromSelf().stream());
  }

  private static boolean isIn(JavaAccess<?> access, Class<?> place) {
    return access.getOriginOwner().isEquivalentTo(place);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(BordersTest::outermost).orElse(type);
  }

  private static boolean isOn(JavaAccess<?> access, Class<?> owner, String... names) {
    return access.getTargetOwner().isAssignableTo(owner)
        && Set.of(names).contains(access.getName());
  }

  private static boolean isNew(JavaAccess<?> access, Class<?> type) {
    return access.getName().equals("<init>") && access.getTargetOwner().isAssignableTo(type);
  }

  private static boolean hasNoParameters(JavaAccess<?> access) {
    return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
        && target.getRawParameterTypes().isEmpty();
  }

  private static boolean isNow(JavaAccess<?> access) {
    return access.getName().equals("now")
        && access.getTargetOwner().getPackageName().startsWith("java.time");
  }

  private static boolean isOnCommonPool(JavaAccess<?> access) {
    return access.getTargetOwner().isAssignableTo(CompletableFuture.class)
        && access.getName().endsWith("Async")
        && access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .noneMatch(type -> type.isEquivalentTo(Executor.class));
  }

  private static boolean waits(JavaAccess<?> access) {
    return WAITS.entrySet().stream()
        .anyMatch(
            entry ->
                access.getTargetOwner().isAssignableTo(entry.getKey())
                    && entry.getValue().contains(access.getName()));
  }

  private static String[] rooms(String... names) {
    return Stream.of(names).map(name -> House.ROOT + "." + name).toArray(String[]::new);
  }
}
