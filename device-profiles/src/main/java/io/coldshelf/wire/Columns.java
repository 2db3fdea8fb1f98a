package io.coldshelf.wire;

import io.coldshelf.model.Quality;
import java.util.List;

/**
 * What writer and reader of {@code application/vnd.coldshelf.columns} agree on. To the byte it is
 * written in {@code docs/encoding.md}; in short:
 *
 * <pre>
 *   1 byte   version
 *   n bytes  head: the gateway, then of each column its name, unit, and how its rows are written
 *   n bytes  bits: the rows themselves, column by column, as small numbers
 *   4 bytes  CRC-32C of all before, big-endian
 * </pre>
 */
final class Columns {

  static final int VERSION = 1;

  /** The most readings, sightings and summaries in one payload, all together. */
  static final int MAX_ITEMS = 1 << 16;

  /** The last millisecond of the year 9999; no time of ours goes beyond it, either way. */
  static final long MAX_MILLIS = 253_402_300_799_999L;

  /** The largest whole number: what a double, and so JavaScript, still tells from the next. */
  static final long MAX_NUMBER = (1L << 53) - 1;

  /** Bits of the largest whole number. */
  static final int MAX_NUMBER_BITS = 53;

  /** How often a tag was seen, or how many readings are in a summary, at most. */
  static final long MAX_COUNT = (1L << 52) - 1;

  /** The most decimals: ten to this power is still a double without rounding. */
  static final int MAX_SCALE = 22;

  /**
   * The largest value without its decimal point. Below it a value that is exact with some decimals
   * is so with more of them, and the difference of two fits in {@link #MAX_NUMBER}.
   */
  static final long MAX_SCALED = 1L << 51;

  /** Bytes that a name may share with the one before at either end, and an EPC at its front. */
  static final int MAX_SHARED = 127;

  static final int CRC_BYTES = 4;

  // A column's flags.
  static final int SAME_ROWS = 0x01;
  static final int SAME_UNIT = 0x02;
  static final int SAME_CUTS = 0x04;
  static final int SAME_FORM = 0x08;
  static final int QUALITIES = 0x10;
  static final int TIMES = 0x60;
  static final int SAME_PERIOD = 0x80;

  // How a column's times are written, in the bits TIMES.
  static final int STEPS = 0x00;
  static final int GRID = 0x20;
  static final int SAME_TIMES = 0x40;
  static final int NEAR_TIMES = 0x60;

  // How a column's values are written.
  static final int RAW = 0x80;
  static final int STRANGERS = 0x40;
  static final int SCALE = 0x1F;

  /** Set in a tag's first byte when its length is not that of the tag before. */
  static final int OTHER_LENGTH = 0x80;

  /** The length of the tag that stands before the first, in bits: the usual one. */
  static final int USUAL_TAG_BITS = 96;

  // How a sequence of numbers is written.
  static final int SEQUENCE_BITS = 6;
  static final int RICE = 0x20;
  static final int MAX_PARAMETER = 31;
  static final int RICE_ESCAPE = 20;
  static final int LENGTH_BITS = 6;

  /** The units that need not be spelled out; others are added as they come. */
  static final List<String> UNITS =
      List.of(
          "", "Cel", "%RH", "kg", "count", "V", "A", "W", "Pa", "lx", "/", "s", "m", "%EL", "VAs");

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final Quality[] QUALITY_BY_NUMBER = {
    Quality.GOOD,
    Quality.UNCERTAIN_UNSTABLE,
    Quality.UNCERTAIN_ACCURACY,
    Quality.BAD,
    Quality.BAD_NO_COMMUNICATION,
    Quality.BAD_SENSOR_FAILURE,
    Quality.BAD_OUT_OF_RANGE,
    Quality.BAD_OVERLOAD,
    Quality.BAD_ENCODING,
    Quality.BAD_CONFIGURATION
  };

  private Columns() {}

  /** Ten to a power from 0 to {@link #MAX_SCALE}, without rounding. */
  static double power(int scale) {
    return POWERS[scale];
  }

  static int number(Quality quality) {
    return switch (quality) {
      case GOOD -> 0;
      case UNCERTAIN_UNSTABLE -> 1;
      case UNCERTAIN_ACCURACY -> 2;
      case BAD -> 3;
      case BAD_NO_COMMUNICATION -> 4;
      case BAD_SENSOR_FAILURE -> 5;
      case BAD_OUT_OF_RANGE -> 6;
      case BAD_OVERLOAD -> 7;
      case BAD_ENCODING -> 8;
      case BAD_CONFIGURATION -> 9;
    };
  }

  /** The quality of a number from 0 on, below {@link #qualities()}. */
  static Quality quality(int number) {
    return QUALITY_BY_NUMBER[number];
  }

  static int qualities() {
    return QUALITY_BY_NUMBER.length;
  }

  /** Small whole numbers of either sign as small ones without: 0, -1, 1, -2 to 0, 1, 2, 3. */
  static long zigzag(long number) {
    return (number << 1) ^ (number >> 63);
  }

  static long unzigzag(long number) {
    return (number >>> 1) ^ -(number & 1);
  }
}
