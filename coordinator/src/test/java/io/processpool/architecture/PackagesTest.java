package io.processpool.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may import whom. */
class PackagesTest {

  private static final Set<String> PROTOCOL =
      Set.of("task", "bulk", "runs", "message", "concurrent", "frame", "codec", "payload", "share");

  private final Map<String, SortedSet<String>> allowed = AllowedImports.read();

  /** An import that went wrong would make every other rule true. */
  @Test
  void shouldSeeTheWholeHouse() {
    assertThat(House.CLASSES.stream().filter(type -> !type.getSimpleName().equals("package-info")))
        .hasSizeGreaterThanOrEqualTo(90);
    assertThat(House.rooms()).containsAll(PROTOCOL).contains("worker", "api", House.ROOT);
  }

  /** By exact name: the usual pattern of slices leaves out the root package. */
  @Test
  void shouldHaveNoCircleAmongPackages() {
    slices().assignedFrom(new ExactPackages()).should().beFreeOfCycles().check(House.CLASSES);
  }

  @Test
  void shouldListEveryPackageInTheMapAndNoOther() {
    assertThat(allowed.keySet()).containsExactlyInAnyOrderElementsOf(House.rooms());
  }

  @Test
  void shouldImportExactlyWhatTheMapAllows() {
    List<String> problems = new ArrayList<>();
    allowed.forEach(
        (room, may) -> {
          SortedSet<String> does = House.importsOf(room);
          does.stream()
              .filter(target -> !may.contains(target))
              .forEach(target -> problems.add(room + " imports " + target + ", not in the map"));
          may.stream()
              .filter(target -> !does.contains(target))
              .forEach(target -> problems.add(room + " may import " + target + " but does not"));
        });
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldReadAsAPipelineFromTopToBottom() {
    List<String> order = List.copyOf(allowed.keySet());
    allowed.forEach(
        (room, targets) ->
            assertThat(order.subList(0, order.indexOf(room)))
                .as("lines above %s", room)
                .containsAll(targets));
  }

  @Test
  void shouldKeepWorkerAndCoordinatorApart() {
    noClasses()
        .that(describe("are of the worker", PackagesTest::isWorker))
        .should()
        .dependOnClassesThat(describe("are of the coordinator", PackagesTest::isCoordinator))
        .check(House.CLASSES);
    noClasses()
        .that(describe("are of the coordinator", PackagesTest::isCoordinator))
        .and(describe("are not in-process", type -> !House.room(type).equals("inprocess")))
        .should()
        .dependOnClassesThat(describe("are of the worker", PackagesTest::isWorker))
        .check(House.CLASSES);
  }

  /**
   * The in-process backend runs the worker's tasks, but must not end, guard or connect anything.
   */
  @Test
  void shouldRunTasksInProcessAndNothingElseOfTheWorker() {
    noClasses()
        .that(
            describe(
                "are in-process", type -> House.owns(type) && House.room(type).equals("inprocess")))
        .should()
        .dependOnClassesThat(
            describe(
                "are of the worker, without run",
                type -> isWorker(type) && !House.room(type).equals("worker.run")))
        .allowEmptyShould(true)
        .check(House.CLASSES);
  }

  @Test
  void shouldMarkEveryPackageForNullness() {
    assertThat(House.CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(
            house ->
                assertThat(house.isAnnotatedWith(NullMarked.class)).as(house.getName()).isTrue());
  }

  private static boolean isWorker(JavaClass type) {
    return House.owns(type) && (House.room(type) + ".").startsWith("worker.");
  }

  private static boolean isCoordinator(JavaClass type) {
    return House.owns(type) && !isWorker(type) && !PROTOCOL.contains(House.room(type));
  }

  private static final class ExactPackages implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return House.owns(type)
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
