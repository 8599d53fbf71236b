package io.processpool.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.processpool.api.PoolException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a class looks like. */
class ShapesTest {

  private static final Set<String> PUBLIC = Set.of(House.ROOT, "api", "task");

  @Test
  void shouldMakeMessagesOfRecordsEnumsAndSealedInterfaces() {
    assertThat(
            types("message")
                .filter(type -> !type.isRecord() && !type.isEnum())
                .filter(type -> !(type.isInterface() && type.reflect().isSealed()))
                .map(JavaClass::getName))
        .isEmpty();
  }

  /** Enums and anonymous classes cannot be extended from elsewhere anyway. */
  @Test
  void shouldMakeEveryClassFinal() {
    assertThat(
            types()
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                .filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass())
                .filter(type -> !type.isEquivalentTo(PoolException.class))
                .map(JavaClass::getName))
        .isEmpty();
  }

  /** What user code sees is made of the JDK and of the public packages alone, generics included. */
  @Test
  void shouldShowUsersNothingOfTheInside() {
    assertThat(
            exposedMembers()
                .flatMap(
                    member ->
                        member.getAllInvolvedRawTypes().stream()
                            .map(JavaClass::getBaseComponentType)
                            .filter(type -> !isPublicOrJdk(type))
                            .map(type -> member.getFullName() + " mentions " + type.getName())))
        .isEmpty();
  }

  @Test
  void shouldShowUsersOnlyPublicTypes() {
    assertThat(
            exposedMembers()
                .flatMap(
                    member ->
                        member.getAllInvolvedRawTypes().stream()
                            .map(JavaClass::getBaseComponentType)
                            .filter(
                                type ->
                                    House.owns(type)
                                        && !type.getModifiers().contains(JavaModifier.PUBLIC))
                            .map(type -> member.getFullName() + " mentions " + type.getName())))
        .isEmpty();
  }

  @Test
  void shouldHaveFinalFieldsInValues() {
    assertThat(
            types("api", "task", "message")
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .map(JavaField::getFullName))
        .isEmpty();
  }

  /** A lock that others can take too is nobody's lock. */
  @Test
  void shouldHaveNoSynchronizedMethod() {
    assertThat(
            types()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                .map(JavaMethod::getFullName))
        .isEmpty();
  }

  /** Members that a user can call, also those a public class inherits from one that is not. */
  private static Stream<JavaMember> exposedMembers() {
    return types(PUBLIC.toArray(String[]::new))
        .filter(ShapesTest::isVisible)
        .flatMap(type -> type.getAllMembers().stream())
        .filter(member -> House.owns(member.getOwner()) && isVisible(member))
        .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
        .distinct();
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ShapesTest::isVisible).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static boolean isPublicOrJdk(JavaClass type) {
    return House.owns(type)
        ? PUBLIC.contains(House.room(type))
        : type.isPrimitive() || type.getPackageName().startsWith("java.");
  }

  private static Stream<JavaClass> types(String... rooms) {
    return House.CLASSES.stream()
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .filter(type -> rooms.length == 0 || Set.of(rooms).contains(House.room(type)));
  }
}
