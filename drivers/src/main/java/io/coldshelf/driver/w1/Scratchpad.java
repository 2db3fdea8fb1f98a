package io.coldshelf.driver.w1;

import io.coldshelf.model.Quality;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the kernel writes into {@code w1_slave} (Linux drivers/w1/slaves/w1_therm.c).
 *
 * <pre>
 *   72 01 4b 46 7f ff 0e 10 57 : crc=57 YES      the nine bytes just read, their check, the verdict
 *   72 01 4b 46 7f ff 0e 10 57 t=23125           the last bytes whose verdict was YES, 0.001 °C
 *    |  |  |  |  |  |  |  |  +--- check
 *    |  |  |  |  |  |  |  +------ DS18S20: counts per degree
 *    |  |  |  |  |  |  +--------- 0x0C at power-on; DS18S20: counts that remain
 *    +--+------------------------ temperature, low byte first: 1/16 °C, DS18S20: 1/2 °C
 * </pre>
 *
 * <p>A damaged read is damaged in all of it: then {@code t=} comes from the damaged bytes, although
 * the bytes beside it are good ones from earlier.
 */
final class Scratchpad {

  private static final int BYTES = 9;
  private static final int POWER_ON_MILLIS = 85_000;
  private static final int POWER_ON_MARK = 0x0C;
  private static final int STARVED_MILLIS = 127_937;

  /** Family code of the DS18S20, which counts in halves. */
  private static final int DS18S20 = 0x10;

  /** What the counts that remain may add to the halves, and a little. */
  private static final int TOLERANCE_MILLIS = 1_000;

  private static final Pattern TEXT =
      Pattern.compile(
          "((?:[0-9a-f]{2} ){9}): crc=([0-9a-f]{2}) (yes|no)\\s*\n"
              + "((?:[0-9a-f]{2} ){9})t=(-?[0-9]{1,7})\\s*",
          Pattern.CASE_INSENSITIVE);

  private Scratchpad() {}

  /** What a read says. */
  sealed interface Answer {

    /** A temperature. */
    record Celsius(double value) implements Answer {}

    /** 85 °C with nothing that proves it to be the value of a chip that was just switched on. */
    record PerhapsPowerOn() implements Answer {}

    /** An answer without a value. */
    record Bad(Quality quality, String why) implements Answer {}

    /** Nobody answers on the wire. */
    record Silence() implements Answer {}
  }

  /** Reads the file's text for a chip of a family. */
  static Answer read(String text, int family) {
    if (text.isBlank()) {
      return new Answer.Silence();
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return new Answer.Bad(Quality.BAD_ENCODING, "says what is no temperature");
    }
    int[] bytes = bytes(matcher.group(1));
    if (Arrays.stream(bytes).allMatch(each -> each == 0xFF)) {
      return new Answer.Silence();
    }
    if (Arrays.stream(bytes).allMatch(each -> each == 0)) {
      // Its check is right: the check of nothing but zeros is zero.
      return new Answer.Bad(
          Quality.BAD_SENSOR_FAILURE, "says nothing but zeros: its data line is shorted");
    }
    if (!matcher.group(3).equalsIgnoreCase("yes")
        || Crc8.of(bytes, BYTES) != 0
        || !Arrays.equals(bytes, bytes(matcher.group(4)))) {
      return new Answer.Bad(Quality.BAD_ENCODING, "was heard with a wrong check");
    }
    return sound(bytes, Integer.parseInt(matcher.group(5)), family);
  }

  private static Answer sound(int[] bytes, int millis, int family) {
    if (Math.abs(millis - 1000 * register(bytes, family)) > TOLERANCE_MILLIS) {
      return new Answer.Bad(Quality.BAD_ENCODING, "says a temperature that is not in its bytes");
    }
    if (millis == STARVED_MILLIS) {
      return new Answer.Bad(Quality.BAD_SENSOR_FAILURE, "has too little power to measure");
    }
    if (millis == POWER_ON_MILLIS) {
      return bytes[6] == POWER_ON_MARK
          ? new Answer.Bad(Quality.BAD_SENSOR_FAILURE, "was switched on and has not measured")
          : new Answer.PerhapsPowerOn();
    }
    return new Answer.Celsius(millis / 1000.0);
  }

  /** The temperature register alone, without the counts that remain, in degrees Celsius. */
  static double register(int[] bytes, int family) {
    short counts = (short) (bytes[1] << 8 | bytes[0]);
    return family == DS18S20 ? counts / 2.0 : counts / 16.0;
  }

  private static int[] bytes(String hex) {
    return Arrays.stream(hex.strip().split(" ", -1))
        .mapToInt(each -> Integer.parseInt(each, 16))
        .toArray();
  }
}
