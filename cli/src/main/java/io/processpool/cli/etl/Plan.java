package io.processpool.cli.etl;

import static java.util.Objects.requireNonNull;

import io.processpool.cli.options.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which files are read and which are written. Made before any work; no two outputs are the same,
 * and none is an input.
 */
final class Plan {

  private static final String SUFFIX = ".wav";
  private static final String TRANSFORMED = "-transformed" + SUFFIX;

  private final Optional<Path> outFolder;
  private final List<Item> items = new ArrayList<>();
  private final Map<Path, Path> realFolders = new HashMap<>();

  private Plan(Optional<Path> outFolder) {
    this.outFolder = outFolder;
  }

  /**
   * One file of the plan.
   *
   * @param input as the user would write it
   * @param output likewise
   * @param pair the same as it travels
   */
  record Item(Path input, Path output, FilePair pair) {}

  /**
   * Plans.
   *
   * @param inputs files, and folders whose WAV files are meant
   * @param outFolder where outputs go; empty for beside their inputs
   * @return the items in order
   * @throws UsageException if two files would be written to one
   */
  static List<Item> of(List<Path> inputs, Optional<Path> outFolder) {
    Plan plan = new Plan(outFolder);
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        soundsIn(input).forEach(plan::add);
      } else {
        plan.add(input);
      }
    }
    plan.requireDistinctOutputs();
    return List.copyOf(plan.items);
  }

  /**
   * A path of the command line.
   *
   * @throws UsageException if the name cannot be one here
   */
  static Path path(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new UsageException(argument + ": " + e.getReason() + "; use a UTF-8 locale");
    }
  }

  private void add(Path input) {
    Path fileName = input.getFileName();
    if (fileName == null) {
      throw new UsageException(input + " has no file name (expected: a file or a folder)");
    }
    Path name = Path.of(transformed(fileName.toString()));
    Path output = outFolder.map(folder -> folder.resolve(name)).orElse(input.resolveSibling(name));
    FilePair pair =
        new FilePair(
            items.size(), input.toAbsolutePath().toString(), output.toAbsolutePath().toString());
    items.add(new Item(input, output, pair));
  }

  private static String transformed(String name) {
    boolean sound = hasSuffix(name, SUFFIX);
    return (sound ? name.substring(0, name.length() - SUFFIX.length()) : name) + TRANSFORMED;
  }

  private static List<Path> soundsIn(Path folder) {
    List<Path> sounds = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = requireNonNull(entry.getFileName()).toString();
        boolean wanted = hasSuffix(name, SUFFIX) && !hasSuffix(name, TRANSFORMED);
        if (wanted && !Files.isDirectory(entry)) {
          sounds.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new UsageException(folder + ": the folder cannot be read: " + e.getMessage());
    }
    sounds.sort(null);
    return sounds;
  }

  private static boolean hasSuffix(String name, String suffix) {
    return name.toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  private void requireDistinctOutputs() {
    Map<Path, Path> inputs = new HashMap<>();
    for (Item item : items) {
      inputs.putIfAbsent(real(item.input), item.input);
    }
    Map<Path, Path> writers = new HashMap<>();
    for (Item item : items) {
      Path first = writers.putIfAbsent(real(item.output), item.input);
      if (first != null) {
        throw new UsageException(
            item.output
                + " would be written twice, for "
                + first
                + " and for "
                + item.input
                + "; give one of them a run of its own");
      }
      Path overwritten = inputs.get(real(item.output));
      if (overwritten != null) {
        throw new UsageException(
            overwritten + " is an input and the output of " + item.input + "; use --out");
      }
    }
  }

  /**
   * Refuses a file that the run itself reads or writes.
   *
   * @param option which named it
   */
  static void requireApart(List<Item> items, String option, Path file) {
    Plan names = new Plan(Optional.empty());
    Path real = names.real(file);
    for (Item item : items) {
      if (real.equals(names.real(item.input)) || real.equals(names.real(item.output))) {
        throw new UsageException(
            option + ": " + file + " is a sound file of this run (expected: another file)");
      }
    }
  }

  /** The same for two names of one file in a linked folder; the file itself need not be there. */
  private Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = requireNonNull(absolute.getParent());
    return realFolders
        .computeIfAbsent(folder, Plan::realFolder)
        .resolve(requireNonNull(absolute.getFileName()));
  }

  private static Path realFolder(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }
}
