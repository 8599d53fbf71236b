package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** One field: primitives as bytes, everything else as a child with its own class. */
final class Slot {

  private final Field field;
  private final String label;
  private final char kind;

  Slot(Field field, String label) {
    field.setAccessible(true);
    this.field = field;
    this.label = label;
    this.kind = field.getType().isPrimitive() ? field.getType().descriptorString().charAt(0) : 'L';
  }

  void write(PayloadKryo kryo, Output output, Object owner) {
    try {
      switch (kind) {
        case 'Z' -> output.writeBoolean(field.getBoolean(owner));
        case 'B' -> output.writeByte(field.getByte(owner));
        case 'C' -> output.writeChar(field.getChar(owner));
        case 'S' -> output.writeShort(field.getShort(owner));
        case 'I' -> output.writeVarInt(field.getInt(owner), false);
        case 'J' -> output.writeVarLong(field.getLong(owner), false);
        case 'F' -> output.writeInt(Float.floatToRawIntBits(field.getFloat(owner)));
        case 'D' -> output.writeLong(Double.doubleToRawLongBits(field.getDouble(owner)));
        default -> kryo.writeLabelled(output, label, field.get(owner));
      }
    } catch (IllegalAccessException e) {
      throw new Refused(owner.getClass().getName(), Reason.failed(e), e);
    }
  }

  @Nullable Object read(PayloadKryo kryo, Input input) {
    return switch (kind) {
      case 'Z' -> input.readBoolean();
      case 'B' -> input.readByte();
      case 'C' -> input.readChar();
      case 'S' -> input.readShort();
      case 'I' -> input.readVarInt(false);
      case 'J' -> input.readVarLong(false);
      case 'F' -> input.readFloat();
      case 'D' -> input.readDouble();
      default -> kryo.readLabelled(input, label);
    };
  }

  /** Reads into a field, without boxing where that is cheap to avoid. */
  void fill(PayloadKryo kryo, Input input, Object owner) {
    try {
      switch (kind) {
        case 'I' -> field.setInt(owner, input.readVarInt(false));
        case 'J' -> field.setLong(owner, input.readVarLong(false));
        case 'F' -> field.setFloat(owner, input.readFloat());
        case 'D' -> field.setDouble(owner, input.readDouble());
        default -> field.set(owner, read(kryo, input));
      }
    } catch (IllegalArgumentException e) {
      throw new Refused(
          owner.getClass().getName(), Reason.damaged(label + " cannot hold what was sent"), e);
    } catch (IllegalAccessException e) {
      throw new Refused(owner.getClass().getName(), Reason.failed(e), e);
    }
  }
}
