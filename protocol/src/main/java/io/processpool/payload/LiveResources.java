package io.processpool.payload;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types that stand for something outside the heap: a copy in another process would be dead. */
final class LiveResources {

  // By name: some are in modules that need not be present.
  private static final Set<String> TYPES =
      Set.of(
          "java.io.FileDescriptor",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.RandomAccessFile",
          "java.io.Reader",
          "java.io.Writer",
          "java.lang.ClassLoader",
          "java.lang.Process",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.lang.foreign.Arena",
          "java.lang.foreign.MemorySegment",
          "java.lang.ref.Reference",
          "java.net.DatagramSocket",
          "java.net.ServerSocket",
          "java.net.Socket",
          "java.net.URLConnection",
          "java.net.http.HttpClient",
          "java.nio.channels.Channel",
          "java.nio.channels.FileLock",
          "java.nio.channels.SelectionKey",
          "java.nio.channels.Selector",
          "java.nio.file.DirectoryStream",
          "java.nio.file.FileSystem",
          "java.nio.file.WatchService",
          "java.sql.Connection",
          "java.sql.ResultSet",
          "java.sql.Statement",
          "java.util.Scanner",
          "java.util.Timer",
          "java.util.concurrent.Executor",
          "java.util.concurrent.Future",
          "java.util.stream.BaseStream",
          "java.util.zip.Deflater",
          "java.util.zip.Inflater",
          "java.util.zip.ZipFile");

  private LiveResources() {}

  /** The live type that a class is or extends; a class made Serializable is meant to travel. */
  static @Nullable String heldBy(Class<?> type) {
    return Serializable.class.isAssignableFrom(type) ? null : find(type);
  }

  private static @Nullable String find(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (TYPES.contains(type.getName())) {
      return type.getName();
    }
    for (Class<?> parent : type.getInterfaces()) {
      String found = find(parent);
      if (found != null) {
        return found;
      }
    }
    return find(type.getSuperclass());
  }
}
