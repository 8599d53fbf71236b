package io.processpool.architecture;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.SortedSet;
import java.util.TreeSet;

/** The classes under the rules: those of protocol, worker and coordinator, without tests. */
final class House {

  static final String ROOT = "io.processpool";

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private House() {}

  static boolean owns(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) || name.startsWith(ROOT + ".");
  }

  /** The name of a package as the map has it: without the root, which alone keeps its full name. */
  static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? name : name.substring(ROOT.length() + 1);
  }

  static SortedSet<String> rooms() {
    return CLASSES.stream().map(House::room).collect(toCollection(TreeSet::new));
  }

  /** The rooms that a room really imports. */
  static SortedSet<String> importsOf(String room) {
    return CLASSES.stream()
        .filter(type -> room(type).equals(room))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(House::owns)
        .map(House::room)
        .filter(target -> !target.equals(room))
        .collect(toCollection(TreeSet::new));
  }
}
