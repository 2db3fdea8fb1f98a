package io.coldshelf.tag;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * The six digits YYMMDD of a GS1 date. Day 00 is the last of the month (GS1 General Specifications
 * 7.12).
 */
public final class GsDate {

  /** What a DSGTIN's date can be, by its code (TDS 2.3, 14.5.3). */
  static final List<String> PRIORITISED = List.of("11", "13", "15", "16", "17", "7006", "7007");

  private static final int TYPE_BITS = 4;
  private static final int YEAR_BITS = 7;
  private static final int MONTH_BITS = 4;
  private static final int DAY_BITS = 5;
  private static final int MAX_YEAR = 99;
  private static final int MAX_MONTH = 12;

  /** A year farther ahead than this is meant to be of the century before, and the other way. */
  private static final int WINDOW = 50;

  private GsDate() {}

  /**
   * Finds the day that is meant.
   *
   * @param digits YYMMDD
   * @param year the present year, which decides on the century: the date lies from 49 years before
   *     it to 50 after it
   * @return the day; nothing for what is no date, or for 29 February of a year that has none
   */
  public static Optional<LocalDate> day(String digits, int year) {
    if (digits.length() != 6 || !Letters.digits(digits) || !exists(digits)) {
      return Optional.empty();
    }
    int full = year - Math.floorMod(year, 100) + number(digits, 0);
    if (full - year > WINDOW) {
      full -= 100;
    } else if (year - full >= WINDOW) {
      full += 100;
    }
    YearMonth month = YearMonth.of(full, number(digits, 2));
    int day = number(digits, 4);
    return Optional.of(day == 0 ? month.lengthOfMonth() : day)
        .filter(month::isValidDay)
        .map(month::atDay);
  }

  private static int number(String digits, int at) {
    return Integer.parseInt(digits, at, at + 2, 10);
  }

  /** As the standard tests it: without the year, so 29 February always may be. */
  private static boolean exists(String digits) {
    int month = number(digits, 2);
    return month >= 1 && month <= MAX_MONTH && number(digits, 4) <= Month.of(month).maxLength();
  }

  static Element read(BitReader from) {
    int type = (int) from.take(TYPE_BITS);
    if (type >= PRIORITISED.size()) {
      throw new UnfitException("the kind of date " + type + " is reserved");
    }
    long year = from.take(YEAR_BITS);
    String digits = "%02d%02d%02d".formatted(year, from.take(MONTH_BITS), from.take(DAY_BITS));
    if (year > MAX_YEAR || !exists(digits)) {
      throw new UnfitException("there is no date " + digits);
    }
    return new Element(PRIORITISED.get(type), digits);
  }

  static void write(BitWriter to, Element date) {
    String digits = Letters.wantDigits(date.value(), 6, "a date");
    if (!exists(digits)) {
      throw new UnfitException("there is no date " + digits);
    }
    to.put(PRIORITISED.indexOf(date.ai()), TYPE_BITS)
        .put(number(digits, 0), YEAR_BITS)
        .put(number(digits, 2), MONTH_BITS)
        .put(number(digits, 4), DAY_BITS);
  }
}
