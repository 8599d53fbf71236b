package io.processpool.payload;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
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

  static final Leaf<Boolean> BOOLEAN =
      new Leaf<>((out, v) -> out.writeBoolean(v), PayloadInput::readBoolean);
  static final Leaf<Byte> BYTE = new Leaf<>((out, v) -> out.writeByte(v), PayloadInput::readByte);
  static final Leaf<Character> CHARACTER =
      new Leaf<>((out, v) -> out.writeChar(v), PayloadInput::readChar);
  static final Leaf<Short> SHORT =
      new Leaf<>((out, v) -> out.writeShort(v), PayloadInput::readShort);
  static final Leaf<Integer> INTEGER =
      new Leaf<>((out, v) -> out.writeVarInt(v, false), in -> in.readVarInt(false));
  static final Leaf<Long> LONG =
      new Leaf<>((out, v) -> out.writeVarLong(v, false), in -> in.readVarLong(false));
  static final Leaf<Float> FLOAT =
      new Leaf<>((out, v) -> out.writeFloat(v), PayloadInput::readFloat);
  static final Leaf<Double> DOUBLE =
      new Leaf<>((out, v) -> out.writeDouble(v), PayloadInput::readDouble);
  static final Leaf<String> STRING =
      new Leaf<>(PayloadOutput::writeString, PayloadInput::readString);
  static final Leaf<BigInteger> BIG_INTEGER =
      new Leaf<>(
          (out, v) -> BulkArrays.putBytes(out, v.toByteArray()),
          in -> new BigInteger(BulkArrays.takeBytes(in)));
  static final Leaf<BigDecimal> BIG_DECIMAL = new Leaf<>(Scalars::putDecimal, Scalars::takeDecimal);
  static final Leaf<UUID> UUID_BITS =
      new Leaf<>(
          (out, v) -> {
            out.writeLong(v.getMostSignificantBits());
            out.writeLong(v.getLeastSignificantBits());
          },
          in -> new UUID(in.readLong(), in.readLong()));
  static final Leaf<Date> DATE =
      new Leaf<>((out, v) -> out.writeLong(v.getTime()), in -> new Date(in.readLong()));
  static final Leaf<AtomicBoolean> ATOMIC_BOOLEAN =
      new Leaf<>((out, v) -> out.writeBoolean(v.get()), in -> new AtomicBoolean(in.readBoolean()));
  static final Leaf<AtomicInteger> ATOMIC_INTEGER =
      new Leaf<>((out, v) -> out.writeInt(v.get()), in -> new AtomicInteger(in.readInt()));
  static final Leaf<AtomicLong> ATOMIC_LONG =
      new Leaf<>((out, v) -> out.writeLong(v.get()), in -> new AtomicLong(in.readLong()));
  static final Leaf<StringBuilder> STRING_BUILDER =
      new Leaf<>(
          (out, v) -> out.writeString(v.toString()), in -> new StringBuilder(in.readString()));
  static final Leaf<StringBuffer> STRING_BUFFER =
      new Leaf<>(
          (out, v) -> out.writeString(v.toString()), in -> new StringBuffer(in.readString()));
  static final Leaf<BitSet> BIT_SET =
      new Leaf<>(
          (out, v) -> BulkArrays.putLongs(out, v.toLongArray()),
          in -> BitSet.valueOf(BulkArrays.takeLongs(in)));
  static final Leaf<File> FILE =
      new Leaf<>((out, v) -> out.writeString(v.getPath()), in -> new File(in.readString()));
  static final Leaf<Path> PATH = new Leaf<>(Scalars::putPath, in -> Path.of(in.readString()));
  static final Leaf<Charset> CHARSET =
      new Leaf<>((out, v) -> out.writeString(v.name()), in -> Charset.forName(in.readString()));
  static final Leaf<Object> BARE_OBJECT = new Leaf<>((out, v) -> {}, in -> new Object());

  private Scalars() {}

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
    out.writeString(path.toString());
  }
}
