package io.coldshelf.edge.uplink;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Counts what goes over the line, and says when readings have to wait for a rate, a budget or an
 * hour. It has no thread, no socket and no clock: the time of the wall comes in in milliseconds
 * since 1970 and may jump, that of the machine in nanoseconds and never goes back.
 *
 * <p>What is kept over restarts, 33 bytes, big-endian:
 *
 * <pre>
 *   1  form, 1
 *   8  day, counted from 1970-01-01 by the plan's zone     8  bytes in it
 *   8  month, counted from the year 0                      8  bytes in it
 * </pre>
 */
final class Allowance {

  private static final byte FORM = 1;
  private static final int KEPT_BYTES = 1 + 4 * Long.BYTES;
  private static final long MAX_PERIOD = 10_000_000_000L;
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A line that was idle may catch up this much. */
  private static final long BURST_NANOS = NANOS_PER_SECOND;

  /** What events have taken beyond the rate is forgiven beyond this. */
  private static final long MAX_DEBT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** The wall's clock against the machine's: more than this between two looks is a jump. */
  private static final long JUMP_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final DataPlan plan;
  private Period day;
  private Period month;
  private ZonedDateTime wall;
  private long lookedMillis;
  private long lookedNanos;

  /** When the bytes sent so far have passed at the plan's rate. */
  private long paidNanos;

  /** Why readings wait. */
  enum Hold {
    RATE,
    DAY,
    MONTH,
    HOURS
  }

  Allowance(DataPlan plan, long wallMillis, long nanos) {
    this.plan = plan;
    wall = Instant.ofEpochMilli(wallMillis).atZone(plan.zone());
    lookedMillis = wallMillis;
    lookedNanos = nanos;
    paidNanos = nanos - BURST_NANOS;
    day = new Period(dayNumber(wall), 0);
    month = new Period(monthNumber(wall), 0);
  }

  /** Goes on where {@link #save} was; what it did not write is passed over. */
  void restore(byte[] kept) {
    ByteBuffer in = ByteBuffer.wrap(kept);
    if (kept.length != KEPT_BYTES || in.get() != FORM) {
      return;
    }
    Optional<Period> keptDay = period(in);
    Optional<Period> keptMonth = period(in);
    if (keptDay.isPresent() && keptMonth.isPresent()) {
      day = keptDay.get();
      month = keptMonth.get();
      turn(false);
    }
  }

  private static Optional<Period> period(ByteBuffer in) {
    long number = in.getLong();
    long bytes = in.getLong();
    return Math.abs(number) < MAX_PERIOD && bytes >= 0
        ? Optional.of(new Period(number, bytes))
        : Optional.empty();
  }

  byte[] save() {
    return ByteBuffer.allocate(KEPT_BYTES)
        .put(FORM)
        .putLong(day.number())
        .putLong(day.bytes())
        .putLong(month.number())
        .putLong(month.bytes())
        .array();
  }

  /** Time has passed. */
  void look(long wallMillis, long nanos) {
    if (wallMillis == lookedMillis) {
      return; // called for each block
    }
    long apart = wallMillis - lookedMillis - TimeUnit.NANOSECONDS.toMillis(nanos - lookedNanos);
    lookedMillis = wallMillis;
    lookedNanos = nanos;
    wall = Instant.ofEpochMilli(wallMillis).atZone(plan.zone());
    turn(Math.abs(apart) > JUMP_MILLIS);
  }

  private void turn(boolean jumped) {
    day.look(dayNumber(wall), jumped);
    month.look(monthNumber(wall), jumped);
  }

  private static long dayNumber(ZonedDateTime time) {
    return time.toLocalDate().toEpochDay();
  }

  private static long monthNumber(ZonedDateTime time) {
    return time.getLong(ChronoField.PROLEPTIC_MONTH);
  }

  /** Bytes have gone, whatever they were. */
  void spend(long bytes, long nanos) {
    day.spend(bytes);
    month.spend(bytes);
    if (plan.bytesPerSecond().isPresent()) {
      long from = Math.max(paidNanos, nanos - BURST_NANOS);
      double takes = (double) bytes * NANOS_PER_SECOND / plan.bytesPerSecond().getAsLong();
      paidNanos = Math.min(from + (long) takes, nanos + MAX_DEBT_NANOS);
    }
  }

  /** Why readings must wait, as of the last look. */
  Optional<Hold> hold(long nanos) {
    if (isUsedUp(month, plan.monthBytes())) {
      return Optional.of(Hold.MONTH);
    }
    if (isUsedUp(day, plan.dayBytes())) {
      return Optional.of(Hold.DAY);
    }
    if (!plan.isOpenAt(wall.toLocalTime())) {
      return Optional.of(Hold.HOURS);
    }
    return plan.bytesPerSecond().isPresent() && paidNanos - nanos > 0
        ? Optional.of(Hold.RATE)
        : Optional.empty();
  }

  private static boolean isUsedUp(Period period, OptionalLong budget) {
    return budget.isPresent() && period.bytes() >= budget.getAsLong();
  }

  /** How long the rate alone holds readings, nanoseconds; budgets and hours are looked at anew. */
  long waitNanos(long nanos) {
    return Math.max(0, paidNanos - nanos);
  }

  long dayBytes() {
    return day.bytes();
  }

  long monthBytes() {
    return month.bytes();
  }
}
