package io.processpool.payload;

import java.util.Map;

/** Which classes may cross and how a name becomes a class: the filter first, then the loader. */
final class ClassAccess {

  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "void", void.class,
          "boolean", boolean.class,
          "byte", byte.class,
          "char", char.class,
          "short", short.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class);

  private static final int DESCRIPTOR_LENGTH = 1;

  private final PayloadSettings settings;

  ClassAccess(PayloadSettings settings) {
    this.settings = settings;
  }

  /** Finds a class without initializing it. */
  Class<?> load(String name) {
    Class<?> primitive = PRIMITIVES.get(name);
    if (primitive != null) {
      return primitive;
    }
    checkAllowed(name);
    try {
      return Class.forName(name, false, settings.classLoader());
    } catch (ClassNotFoundException e) {
      throw new Refused(name, Reason.unseen(name, settings.classLoader(), null), e);
    }
  }

  /** Refuses a class that the filter or the reader's loader would refuse, before it is sent. */
  void checkWritable(Class<?> type) {
    Class<?> element = type;
    while (element.getComponentType() != null) {
      element = element.getComponentType();
    }
    if (element.isPrimitive()) {
      return;
    }
    String name = element.getName();
    checkAllowed(name);
    ClassLoader owner = element.getClassLoader();
    if (owner == null || (owner == settings.classLoader() && !element.isHidden())) {
      return;
    }
    if (!isSameForReader(element)) {
      throw new Refused(name, Reason.unseen(name, settings.classLoader(), owner));
    }
  }

  private boolean isSameForReader(Class<?> element) {
    try {
      return Class.forName(element.getName(), false, settings.classLoader()) == element;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private void checkAllowed(String name) {
    String element = elementName(name);
    if (!element.isEmpty() && !settings.classes().allows(element)) {
      throw new Refused(name, Reason.notAllowed(element, settings.classes()));
    }
  }

  /** The class in an array's name; empty for arrays of primitives. */
  private static String elementName(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return name;
    }
    String descriptor = name.substring(dimensions);
    if (descriptor.length() <= DESCRIPTOR_LENGTH) {
      return "";
    }
    return descriptor.endsWith(";")
        ? descriptor.substring(DESCRIPTOR_LENGTH, descriptor.length() - 1)
        : descriptor;
  }
}
