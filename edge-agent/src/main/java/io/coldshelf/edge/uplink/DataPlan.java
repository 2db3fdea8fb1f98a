package io.coldshelf.edge.uplink;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a metered line may carry. Only readings wait for it; events go at once, and are counted.
 *
 * @param bytesPerSecond the most on average
 * @param dayBytes from midnight to midnight
 * @param monthBytes from the first to the last
 * @param readingsAt when readings may go; always where it is empty
 * @param zone whose midnight
 */
public record DataPlan(
    OptionalLong bytesPerSecond,
    OptionalLong dayBytes,
    OptionalLong monthBytes,
    List<Hours> readingsAt,
    ZoneId zone) {

  /** A line that costs nothing. */
  public static final DataPlan UNLIMITED =
      new DataPlan(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of(),
          ZoneOffset.UTC);

  /** Copies the list. */
  public DataPlan {
    readingsAt = List.copyOf(readingsAt);
  }

  /**
   * Part of each day.
   *
   * @param from the first moment
   * @param to the first moment after it; earlier than {@code from} it is that of the next day, and
   *     equal to it the whole day is meant
   */
  public record Hours(LocalTime from, LocalTime to) {
    boolean contain(LocalTime time) {
      if (from.equals(to)) {
        return true;
      }
      boolean begun = !time.isBefore(from);
      boolean ended = !time.isBefore(to);
      return from.isBefore(to) ? begun && !ended : begun || !ended;
    }
  }

  /** Whether readings may go at this time of the day. */
  boolean isOpenAt(LocalTime time) {
    return readingsAt.isEmpty() || readingsAt.stream().anyMatch(hours -> hours.contain(time));
  }
}
