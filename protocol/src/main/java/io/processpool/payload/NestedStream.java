package io.processpool.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/**
 * Reads Java serialization under limits that follow from its length: no honest stream of so many
 * bytes has more references, deeper nesting or longer arrays. The length alone does not help; a few
 * bytes can declare an array of any size.
 */
final class NestedStream extends ObjectInputStream {

  private final ClassAccess access;

  NestedStream(InputStream bytes, int length, PayloadSettings settings) throws IOException {
    super(bytes);
    this.access = new ClassAccess(settings);
    setObjectInputFilter(new Limits(length, settings.maxDepth()));
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) {
    return access.load(description.getName());
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) {
    throw new Refused(
        "java.lang.reflect.Proxy",
        Reason.generatedClass("dynamic proxy of " + String.join(", ", interfaces)));
  }

  /** Counts over the whole stream what is allocated for arrays. */
  private static final class Limits implements ObjectInputFilter {

    // A hash table allocates up to eight places for an entry of at least six bytes.
    private static final int PLACES_PER_BYTE = 4;
    private static final int SMALL = 1024;

    private final int length;
    private final int maxDepth;
    private long places;

    Limits(int length, int maxDepth) {
      this.length = length;
      this.maxDepth = maxDepth;
    }

    @Override
    public Status checkInput(FilterInfo info) {
      if (info.depth() > maxDepth) {
        throw new Refused("", Reason.tooDeep(maxDepth));
      }
      if (info.references() > length || info.streamBytes() > length) {
        return Status.REJECTED;
      }
      if (info.arrayLength() >= 0) {
        places += info.arrayLength() * width(info.serialClass());
      }
      return places > (long) PLACES_PER_BYTE * length + SMALL ? Status.REJECTED : Status.UNDECIDED;
    }

    private static long width(Class<?> array) {
      Class<?> component = array == null ? null : array.getComponentType();
      if (component == long.class || component == double.class) {
        return Long.BYTES;
      }
      return component == int.class || component == float.class ? Integer.BYTES : 1;
    }
  }
}
