package io.processpool.payload;

import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.serializers.TimeSerializers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Values of {@code java.time}, as Kryo writes them, but for one. */
final class Times {

  private Times() {}

  static Serializer<?> of(Fixed kind) {
    return switch (kind) {
      case DURATION -> new TimeSerializers.DurationSerializer();
      case INSTANT -> new TimeSerializers.InstantSerializer();
      case LOCAL_DATE -> new TimeSerializers.LocalDateSerializer();
      case LOCAL_TIME -> new TimeSerializers.LocalTimeSerializer();
      case LOCAL_DATE_TIME -> new TimeSerializers.LocalDateTimeSerializer();
      case ZONE_OFFSET -> new TimeSerializers.ZoneOffsetSerializer();
      case ZONE_ID -> new TimeSerializers.ZoneIdSerializer();
      case OFFSET_TIME -> new TimeSerializers.OffsetTimeSerializer();
      case OFFSET_DATE_TIME -> new TimeSerializers.OffsetDateTimeSerializer();
      case ZONED_DATE_TIME -> new Leaf<ZonedDateTime>(Times::putZoned, Times::takeZoned);
      case YEAR -> new TimeSerializers.YearSerializer();
      case YEAR_MONTH -> new TimeSerializers.YearMonthSerializer();
      case MONTH_DAY -> new TimeSerializers.MonthDaySerializer();
      case PERIOD -> new TimeSerializers.PeriodSerializer();
      default -> throw new IllegalArgumentException(kind.name());
    };
  }

  /** As an instant: the local time alone names two of them when clocks are put back. */
  private static void putZoned(PayloadOutput out, ZonedDateTime value) {
    out.writeVarLong(value.toEpochSecond(), false);
    out.writeVarInt(value.getNano(), true);
    out.writeString(value.getZone().getId());
  }

  private static ZonedDateTime takeZoned(PayloadInput in) {
    Instant instant = Instant.ofEpochSecond(in.readVarLong(false), in.readVarInt(true));
    return instant.atZone(ZoneId.of(in.readString()));
  }
}
