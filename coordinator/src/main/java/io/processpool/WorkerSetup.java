package io.processpool;

import io.processpool.message.RemoteFailure;
import io.processpool.process.ArchiveTraining;
import io.processpool.process.LibraryJars;
import io.processpool.process.Machine;
import io.processpool.process.RunFolder;
import io.processpool.process.SpringBootJar;
import io.processpool.process.WorkerArchive;
import io.processpool.process.WorkerClassPath;
import io.processpool.process.WorkerCommand;
import io.processpool.process.WorkerEnvironment;
import io.processpool.process.WorkerFlags;
import io.processpool.process.WorkerJvm;
import io.processpool.process.WorkerShare;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a pool's workers are started.
 *
 * @param command without a worker's own arguments
 * @param training makes the archive that lets later ones start faster, if it is missing
 */
record WorkerSetup(WorkerCommand command, Optional<ArchiveTraining> training) {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerSetup.class);
  private static final String WORKER_MAIN = "io.processpool.worker.WorkerMain";

  /**
   * Looks at the settings, at this process and at what archives there are.
   *
   * @throws IllegalStateException if no worker could see the classes of this process
   */
  static WorkerSetup of(PoolSettings settings, RunFolder folder) {
    WorkerJvm jvm = settings.javaHome().map(WorkerJvm::of).orElseGet(WorkerJvm::current);
    boolean own = settings.classPath().isEmpty();
    List<Class<?>> anchors =
        own ? List.of(workerMain(), Pool.class, RemoteFailure.class) : List.of();
    List<Path> classPath =
        own ? WorkerClassPath.current(anchors) : WorkerClassPath.of(settings.classPath(), anchors);
    WorkerArchive archive =
        settings.workerArchive()
            ? WorkerArchive.find(
                jvm,
                LibraryJars.in(classPath, Pool.class.getClassLoader()),
                settings.workerJvmArguments(),
                folder)
            : WorkerArchive.NONE;
    WorkerCommand plain =
        new WorkerCommand(
            jvm.java(),
            flags(settings, folder, jvm, archive),
            archive.order(classPath),
            WORKER_MAIN,
            List.of());
    return new WorkerSetup(
        SpringBootJar.in(classPath, anchors).map(jar -> jar.launch(plain)).orElse(plain),
        archive
            .missing()
            .map(
                recipe ->
                    new ArchiveTraining(recipe, folder, WorkerEnvironment.current(Map.of()))));
  }

  private static List<String> flags(
      PoolSettings settings, RunFolder folder, WorkerJvm jvm, WorkerArchive archive) {
    WorkerShare share =
        WorkerShare.of(settings.workers(), settings.workerHeap(), Machine.current());
    share.warning().ifPresent(warning -> LOG.warn("{}: {}", settings.name(), warning));
    List<String> last = new ArrayList<>(archive.flags());
    last.addAll(settings.workerJvmArguments());
    List<String> flags =
        new ArrayList<>(
            WorkerFlags.of(
                jvm,
                share,
                folder.crashFilePattern(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                last));
    flags.addAll(Nesting.current().flags(settings.name()));
    if (settings.kind() == PoolSettings.Kind.ONE_TASK) {
      flags.add("-Dprocesspool.worker.hooks=unlimited"); // its user ends it, by terminate and kill
    }
    return flags;
  }

  /** By name: the coordinator's code does not know the worker's. */
  private static Class<?> workerMain() {
    try {
      return Class.forName(WORKER_MAIN, false, Pool.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "class " + WORKER_MAIN + " is missing; add processpool-worker to the class path", e);
    }
  }
}
