package io.processpool.environment;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/** What a program with a pool is made of, and the ways to pack it. */
final class Code {

  private Code() {}

  /** Folders and jars of this library and what it needs, with a logger, without test tools. */
  static List<Path> library() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.matches(".*/(netty|kryo|slf4j|logback|jspecify|processpool)[^/]*\\.jar")
                    || entry.matches(".*(?<!test-)classes/?"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  static String join(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Copies classes of the tests into a folder. */
  static Path classes(Path folder, Class<?>... types) throws IOException {
    for (Class<?> type : types) {
      Path file = folder.resolve(file(type));
      Files.createDirectories(file.getParent());
      try (InputStream in = type.getClassLoader().getResourceAsStream(file(type))) {
        Files.write(file, in.readAllBytes());
      }
    }
    return folder;
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  /** The library as jars with plain names in a folder. */
  static List<Path> jars(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> jars = new ArrayList<>();
    for (Path entry : library()) {
      Path jar;
      if (Files.isDirectory(entry)) {
        jar = folder.resolve("processpool-part" + jars.size() + ".jar");
        jar(jar, Map.of(), List.of(entry));
      } else {
        jar = Files.copy(entry, folder.resolve(entry.getFileName()));
      }
      jars.add(jar);
    }
    return jars;
  }

  /** One jar with everything in folders and jars; of a file that several have, the first counts. */
  static Path jar(Path jar, Map<String, String> attributes, List<Path> content) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.setLevel(Deflater.NO_COMPRESSION); // it would take longer than the program
      Set<String> names = new HashSet<>(Set.of("META-INF/", JarFile.MANIFEST_NAME));
      for (Path part : content) {
        if (Files.isDirectory(part)) {
          addFolder(part, names, out);
        } else {
          addJar(part, names, out);
        }
      }
    }
    return jar;
  }

  private static void addFolder(Path folder, Set<String> names, JarOutputStream out)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> !each.equals(folder)).sorted().toList()) {
        boolean isFolder = Files.isDirectory(file);
        String name = folder.relativize(file) + (isFolder ? "/" : "");
        if (names.add(name)) {
          add(name, isFolder ? new byte[0] : Files.readAllBytes(file), out);
        }
      }
    }
  }

  private static void addJar(Path jar, Set<String> names, JarOutputStream out) throws IOException {
    try (JarFile zip = new JarFile(jar.toFile())) {
      for (JarEntry entry : zip.stream().filter(each -> names.add(each.getName())).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          add(entry.getName(), in.readAllBytes(), out);
        }
      }
    }
  }

  /** Jars in a jar are stored as they are: loaders read them in place. */
  private static void add(String name, byte[] bytes, JarOutputStream out) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    if (name.endsWith(".jar") || bytes.length == 0) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
    }
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /** Unpacks a jar. */
  static Path extract(Path jar, Path folder) throws IOException {
    try (JarFile zip = new JarFile(jar.toFile())) {
      zip.stream().forEach(entry -> extract(zip, entry, folder));
    }
    return folder;
  }

  private static void extract(JarFile zip, JarEntry entry, Path folder) {
    Path file = folder.resolve(entry.getName());
    try (InputStream in = zip.getInputStream(entry)) {
      if (entry.isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        Files.write(file, in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
