package io.processpool.payload;

/** Class names as people read them. */
final class TypeNames {

  private TypeNames() {}

  /** The class without its package; a lambda keeps only the class it was written in. */
  static String brief(String binaryName) {
    String name = full(binaryName);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The binary name, without the address that the JVM appends to hidden classes. */
  static String full(String binaryName) {
    String name = binaryName;
    String brackets = "";
    while (name.startsWith("[")) {
      name = name.substring(1);
      brackets += "[]";
    }
    if (!brackets.isEmpty()) {
      name =
          name.startsWith("L") && name.endsWith(";")
              ? name.substring(1, name.length() - 1)
              : primitive(name);
    }
    int lambda = name.indexOf("$$Lambda");
    return (lambda < 0 ? name : name.substring(0, lambda + "$$Lambda".length())) + brackets;
  }

  private static String primitive(String descriptor) {
    return switch (descriptor) {
      case "Z" -> "boolean";
      case "B" -> "byte";
      case "C" -> "char";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      case "F" -> "float";
      case "D" -> "double";
      default -> descriptor;
    };
  }
}
