package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.ReferenceResolver;
import com.esotericsoftware.kryo.kryo5.util.IdentityObjectIntMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shared objects and circles within one value. Unlike Kryo's, it refuses unfinished objects. */
final class References implements ReferenceResolver {

  private static final int KEPT_CAPACITY = 2048;

  private final IdentityObjectIntMap<Object> written = new IdentityObjectIntMap<>();
  private List<@Nullable Object> read = new ArrayList<>();

  @Override
  public void setKryo(Kryo kryo) {}

  @Override
  public int getWrittenId(Object object) {
    return written.get(object, -1);
  }

  @Override
  public int addWrittenObject(Object object) {
    int id = written.size;
    written.put(object, id);
    return id;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public int nextReadId(Class type) {
    read.add(null);
    return read.size() - 1;
  }

  @Override
  public void setReadObject(int id, Object object) {
    read.set(id, object);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Object getReadObject(Class type, int id) {
    if (id < 0 || id >= read.size()) {
      throw new Refused("", Reason.damaged("reference to object " + id + " of " + read.size()));
    }
    Object object = read.get(id);
    if (object == null) {
      throw new Refused(type.getName(), Reason.selfInside(TypeNames.full(type.getName())));
    }
    return object;
  }

  @Override
  public void reset() {
    if (written.size > 0) {
      written.clear(KEPT_CAPACITY);
    }
    if (read.size() > KEPT_CAPACITY) {
      read = new ArrayList<>();
    } else {
      read.clear();
    }
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public boolean useReferences(Class type) {
    return !Fixed.isScalar(type) && !Enum.class.isAssignableFrom(type);
  }
}
