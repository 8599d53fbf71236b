package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers, text and other small values of the JDK. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // the user's choice of class, not ours
final class Scalars {

  private Scalars() {}

  static Serializer<?> of(Fixed kind) {
    return switch (kind) {
      case BOOLEAN -> new Leaf<Boolean>((out, v) -> out.writeBoolean(v), PayloadInput::readBoolean);
      case BYTE -> new Leaf<Byte>((out, v) -> out.writeByte(v), PayloadInput::readByte);
      case CHARACTER -> new Leaf<Character>((out, v) -> out.writeChar(v), PayloadInput::readChar);
      case SHORT -> new Leaf<Short>((out, v) -> out.writeShort(v), PayloadInput::readShort);
      case INTEGER ->
          new Leaf<Integer>((out, v) -> out.writeVarInt(v, false), in -> in.readVarInt(false));
      case LONG ->
          new Leaf<Long>((out, v) -> out.writeVarLong(v, false), in -> in.readVarLong(false));
      // Raw: what a NaN carries is kept.
      case FLOAT ->
          new Leaf<Float>(
              (out, v) -> out.writeInt(Float.floatToRawIntBits(v)), PayloadInput::readFloat);
      case DOUBLE ->
          new Leaf<Double>(
              (out, v) -> out.writeLong(Double.doubleToRawLongBits(v)), PayloadInput::readDouble);
      case STRING -> new Leaf<String>(PayloadOutput::writeString, PayloadInput::readString);
      default -> other(kind);
    };
  }

  private static Serializer<?> other(Fixed kind) {
    return switch (kind) {
      case BIG_INTEGER ->
          new Leaf<BigInteger>(
              (out, v) -> BulkArrays.putBytes(out, v.toByteArray()),
              in -> new BigInteger(BulkArrays.takeBytes(in)));
      case BIG_DECIMAL -> new Leaf<BigDecimal>(Scalars::putDecimal, Scalars::takeDecimal);
      case UUID_BITS ->
          new Leaf<UUID>(
              (out, v) -> {
                out.writeLong(v.getMostSignificantBits());
                out.writeLong(v.getLeastSignificantBits());
              },
              in -> new UUID(in.readLong(), in.readLong()));
      case DATE ->
          new Leaf<Date>((out, v) -> out.writeLong(v.getTime()), in -> new Date(in.readLong()));
      case ATOMIC_BOOLEAN ->
          new Leaf<AtomicBoolean>(
              (out, v) -> out.writeBoolean(v.get()), in -> new AtomicBoolean(in.readBoolean()));
      case ATOMIC_INTEGER ->
          new Leaf<AtomicInteger>(
              (out, v) -> out.writeInt(v.get()), in -> new AtomicInteger(in.readInt()));
      case ATOMIC_LONG ->
          new Leaf<AtomicLong>(
              (out, v) -> out.writeLong(v.get()), in -> new AtomicLong(in.readLong()));
      case STRING_BUILDER ->
          new Leaf<StringBuilder>(
              (out, v) -> out.writeString(v.toString()), in -> new StringBuilder(in.readString()));
      case STRING_BUFFER ->
          new Leaf<StringBuffer>(
              (out, v) -> out.writeString(v.toString()), in -> new StringBuffer(in.readString()));
      case BIT_SET ->
          new Leaf<BitSet>(
              (out, v) -> BulkArrays.putLongs(out, v.toLongArray()),
              in -> BitSet.valueOf(BulkArrays.takeLongs(in)));
      case FILE ->
          new Leaf<File>((out, v) -> out.writeString(v.getPath()), in -> new File(in.readString()));
      case PATH -> new Leaf<Path>(Scalars::putPath, in -> Path.of(in.readString()));
      case CHARSET ->
          new Leaf<Charset>(
              (out, v) -> out.writeString(v.name()), in -> Charset.forName(in.readString()));
      case OBJECT -> new Leaf<Object>((out, v) -> {}, in -> new Object());
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  // A subclass of BigDecimal or BigInteger never comes here: Fixed looks for the exact class.
  private static void putDecimal(PayloadOutput out, BigDecimal value) {
    out.writeVarInt(value.scale(), false);
    BulkArrays.putBytes(out, value.unscaledValue().toByteArray());
  }

  private static BigDecimal takeDecimal(PayloadInput in) {
    int scale = in.readVarInt(false);
    return new BigDecimal(new BigInteger(BulkArrays.takeBytes(in)), scale);
  }

  private static void putPath(PayloadOutput out, Path path) {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      throw new Refused(path.getClass().getName(), Reason.foreignPath(path.getFileSystem()));
    }
    String text = path.toString();
    if (!isSame(path, text)) {
      throw new Refused(path.getClass().getName(), Reason.otherPath());
    }
    out.writeString(text);
  }

  /** A name may hold bytes that are no text. */
  private static boolean isSame(Path path, String text) {
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
