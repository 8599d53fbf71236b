package io.processpool.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's classes as a JVM has them after loading, in a file that workers map: half of what a
 * start costs is loading classes. Made once for each Java and version of the library, in the
 * background, by {@link ArchiveTraining}. Immutable; reads the file system.
 *
 * <p>A JVM takes an archive only if its class path begins as when it was made. So where archives
 * are used the library's jars come first, in an order of their own; what follows them is as the
 * user has it, and may be folders, which by themselves could not be archived.
 */
public final class WorkerArchive {

  private static final Logger log = LoggerFactory.getLogger(WorkerArchive.class);

  /** None, and none is made. */
  public static final WorkerArchive NONE = new WorkerArchive(List.of(), null, null);

  /** A user who shares classes in an own way is left alone. */
  private static final Pattern SHARING =
      Pattern.compile("-Xshare:.*|-XX:.*(SharedArchive|SharedClassList|ArchiveClasses|AOT).*");

  private final List<Path> jars;
  private final @Nullable Path file;
  private final @Nullable ArchiveRecipe missing;

  private WorkerArchive(List<Path> jars, @Nullable Path file, @Nullable ArchiveRecipe missing) {
    this.jars = jars;
    this.file = file;
    this.missing = missing;
  }

  /**
   * Looks for the archive.
   *
   * @param jvm runs the workers
   * @param jars the library's, from {@link LibraryJars}
   * @param ofUser the flags the user gives to workers
   * @param folder of the pool
   * @return {@link #NONE} if there can be none
   */
  public static WorkerArchive find(
      WorkerJvm jvm, List<Path> jars, List<String> ofUser, RunFolder folder) {
    if (jars.isEmpty() || ofUser.stream().anyMatch(flag -> SHARING.matcher(flag).matches())) {
      return NONE;
    }
    Optional<Path> cache = UserCache.folder(folder.path());
    if (cache.isEmpty()) {
      return NONE;
    }
    List<String> flags = WorkerFlags.ofTraining(jvm, ofUser);
    ArchiveStore store = new ArchiveStore(cache.get(), folder.path());
    try {
      String key = ArchiveKey.of(jvm, flags, jars);
      Path found = store.find(key).orElse(null);
      return new WorkerArchive(
          jars, found, found == null ? new ArchiveRecipe(jvm, flags, jars, store, key) : null);
    } catch (IOException e) {
      log.debug("archives in {} cannot be used", cache.get(), e);
      return NONE;
    }
  }

  /** The class path with the library first, where that is wanted. */
  public List<Path> order(List<Path> classPath) {
    Set<Path> ordered = new LinkedHashSet<>(jars);
    ordered.addAll(classPath);
    return List.copyOf(ordered);
  }

  /** What tells a worker's JVM of it; one that cannot use it goes on without, and says nothing. */
  public List<String> flags() {
    if (file == null) {
      return List.of();
    }
    List<String> flags = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + file));
    flags.add("-Xlog:cds*=off");
    return List.copyOf(flags);
  }

  /** How to make it; empty if it is there, or there can be none. */
  public Optional<ArchiveRecipe> missing() {
    return Optional.ofNullable(missing);
  }
}
