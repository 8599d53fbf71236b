package io.processpool.payload;

import org.jspecify.annotations.Nullable;

/**
 * Why a value cannot cross and what to do about it; all texts are here.
 *
 * @param text lower case, with the values that matter
 * @param remedy what the user can do
 */
record Reason(String text, String remedy) {

  static final String GENERAL_REMEDY =
      "fix the cause, or send plain data instead, for example a copy: new ArrayList<>(…)";

  static Reason plainLambda(Class<?> lambda) {
    Class<?>[] interfaces = lambda.getInterfaces();
    String what = interfaces.length == 0 ? "an interface" : interfaces[0].getName();
    return new Reason(
        "lambda of " + what + ", which is not Serializable",
        "declare it as TaskFunction (or another Serializable functional interface), or pass a"
            + " static method reference");
  }

  static Reason liveResource(String resource) {
    return new Reason(
        "holds a live resource (" + resource + ") that exists only in this process",
        "open it inside the task instead, or mark the field transient");
  }

  static Reason jdkClass(Class<?> type) {
    return new Reason(
        TypeNames.full(type.getName()) + " is a class of the JDK that is not Serializable",
        "create it inside the task, or mark the field transient");
  }

  static Reason generatedClass(String kind) {
    return new Reason(
        kind + ", which exists only in this process",
        "send the plain data and create the object inside the task");
  }

  static Reason closedModule(Class<?> type) {
    return new Reason(
        "module "
            + type.getModule().getName()
            + " does not open "
            + type.getPackageName()
            + " to the pool",
        "open the package in module-info.java, or make the class Serializable with writeReplace");
  }

  static Reason jdkParent(Class<?> type, Class<?> parent) {
    return new Reason(
        TypeNames.full(type.getName())
            + " extends "
            + parent.getName()
            + ", whose fields the pool cannot read, and is not Serializable",
        "make it Serializable, or send the plain data");
  }

  static Reason unseen(String type, ClassLoader reader, @Nullable ClassLoader owner) {
    String loadedBy = owner == null ? "" : "; it was loaded by " + text(owner);
    return new Reason(
        "class "
            + type
            + " cannot be found by the reader's class loader "
            + text(reader)
            + loadedBy,
        "put it on the workers' class path; a class compiled in memory by the source launcher or"
            + " JShell exists only in the process that compiled it: compile it into a folder of the"
            + " class path (javac -d)");
  }

  private static String text(ClassLoader loader) {
    String name = loader.getName();
    return name == null ? loader.toString() : name + " (" + loader.getClass().getName() + ")";
  }

  static Reason notAllowed(String type, ClassFilter filter) {
    return new Reason(
        "class " + type + " is not allowed (" + filter + ")",
        ClassFilter.OPEN.allows(type)
            ? "allow it with resultTypes(\"" + type + "\"), or send plain data instead"
            : "send plain data instead; it is one of a few classes that never cross");
  }

  static Reason tooLarge(long bytes, int limit) {
    return new Reason(
        "too large: at least " + bytes + " B, limit " + limit + " B for one value",
        "send the name of a file that the task reads or writes, or smaller parts; what many items need"
            + " goes through pool.share, or pool.shareBuffer, which have no such limit");
  }

  static Reason blockFull(long bytes, int limit) {
    return new Reason(
        "too large for this block: "
            + bytes
            + " B with the values before it, limit "
            + limit
            + " B",
        "send fewer values at once");
  }

  static Reason tooDeep(int limit) {
    return new Reason(
        "object graph too deep, limit " + limit + " objects nested in each other",
        "send it flat, for example as a list");
  }

  static Reason javaSerialization(String type, String inside) {
    return new Reason(
        type + " travels by Java serialization, and " + inside + " inside it is not Serializable",
        "make " + TypeNames.brief(inside) + " Serializable, or mark the field transient");
  }

  static Reason selfInside(String type) {
    return new Reason(
        type + " contains itself and can only be rebuilt after what it contains",
        "break the circle, for example by an id instead of the reference");
  }

  static Reason foreignPath(Object fileSystem) {
    return new Reason(
        "path of " + fileSystem + ", which is not the default file system",
        "send its text and open the file system inside the task");
  }

  static Reason foreignHandle() {
    return new Reason(
        "shared value of another pool, or not made by a pool", "share it with this pool first");
  }

  static Reason unknownHandle(long number) {
    return new Reason(
        "shared value " + number + " is not known here", "share it with this pool first");
  }

  static Reason wrongLambda(String capturing) {
    return new Reason(
        "class " + capturing + " of the reader has no such lambda",
        "run both sides with the same class path");
  }

  static Reason damaged(String what) {
    return new Reason(
        "the bytes do not describe a value: " + what,
        "check that both sides run the same classes; otherwise report this as a bug");
  }

  static Reason fewer(int arrived, int sent) {
    return new Reason(
        "of its " + sent + " elements " + arrived + " would arrive, the others being equal to them",
        "send it as a list, or as the collection itself without a wrapper around it; an element's"
            + " equals must not depend on what refers back to the collection");
  }

  static Reason otherPath() {
    return new Reason(
        "its name is not text in this locale (sun.jnu.encoding="
            + System.getProperty("sun.jnu.encoding")
            + "), so it would arrive as another path",
        "rename the file, or run in a locale that has its characters");
  }

  static Reason failed(Throwable failure) {
    Throwable cause = Thrown.causeOf(failure);
    if (failure instanceof ExceptionInInitializerError && cause != null) {
      return new Reason(
          "failed because a static initializer threw " + Thrown.textOf(cause),
          "make it work in the process that reads it as well, or move it to another class");
    }
    return new Reason("failed with " + Thrown.textOf(failure), GENERAL_REMEDY);
  }

  static Reason onlyOnRead(String why) {
    return new Reason(
        "can be written but not read back: " + why,
        "wrap it: new ArrayList<>(…), or send plain data instead");
  }
}
