package io.processpool.cli.script;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The start script in a folder of its own, over the classes that are tested. It finds a build that
 * is up to date, so it builds nothing.
 *
 * @param root where {@code scripts} and {@code cli} are
 */
record Installation(Path root) {

  private static final Path SCRIPT = Path.of("..", "scripts", "run-coordinator.sh");

  /** What {@code cksum} says of no sources at all. */
  private static final String STAMP = "4294967295 0\n";

  /**
   * Installs it.
   *
   * @param root an empty folder
   * @param doctored source of a class that takes the place of the program's own, empty for none
   */
  static Installation in(Path root, String doctored) throws IOException {
    Path scripts = Files.createDirectories(root.resolve("scripts"));
    Path target = Files.createDirectories(root.resolve("cli/target"));
    Files.createDirectories(target.resolve("lib"));
    Files.copy(SCRIPT, scripts.resolve("run-coordinator.sh"), StandardCopyOption.COPY_ATTRIBUTES);
    List<Path> classPath = new ArrayList<>();
    if (!doctored.isEmpty()) {
      classPath.add(compiled(doctored, Files.createDirectories(root.resolve("doctored"))));
    }
    Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> !entry.endsWith("test-classes"))
        .forEach(classPath::add);
    writeJar(target.resolve("processpool-cli.jar"), classPath);
    Files.writeString(target.resolve("build.stamp"), STAMP);
    // Empty: there can be none. To make one would run the program once more, in this environment.
    Files.createFile(target.resolve("coordinator-" + Runtime.version().feature() + ".jsa"));
    return new Installation(root);
  }

  Path script() {
    return root.resolve("scripts/run-coordinator.sh");
  }

  /** A jar that holds nothing but the names of others. */
  private static void writeJar(Path jar, List<Path> classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            classPath.stream()
                .map(entry -> entry.toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private static Path compiled(String source, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("Transform.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    boolean done =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of("-d", folder.toString(), "-proc:none"),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
            .call();
    if (!done) {
      throw new IllegalArgumentException(said.toString());
    }
    return folder;
  }

  /** Names of files in a folder. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
