package io.coldshelf.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clock that stamped a block: a counter that runs evenly from the machine's boot on, and what
 * was held to be the time of day when it stood at zero. When it turns out later that the time of
 * day was wrong, the blocks of that boot are placed anew by the difference of the two origins; the
 * stamps themselves never change.
 *
 * <p>On the wire it is the user property {@code clock}: {@code
 * boot=3f2a9c1d;origin=1764028800000;synced=1}.
 *
 * @param boot which boot of the machine, 1 to 32 letters and digits; only stamps of one boot are of
 *     one counter
 * @param originMillis the time of day at the counter's zero, milliseconds since 1970
 * @param synced whether the time of day was known to be right when the block was cut
 */
public record ClockState(String boot, long originMillis, boolean synced) {

  private static final Pattern TEXT =
      Pattern.compile("boot=([0-9A-Za-z]{1,32});origin=(-?[0-9]{1,15});synced=([01])");

  /** Refuses a boot that could not be read back. */
  public ClockState {
    if (!boot.matches("[0-9A-Za-z]{1,32}")) {
      throw new IllegalArgumentException("not a boot's id: '" + boot + "'");
    }
  }

  /**
   * The form on the wire and in the journal, and what a block's hash covers.
   *
   * @return ASCII
   */
  public String text() {
    return "boot=" + boot + ";origin=" + originMillis + ";synced=" + (synced ? 1 : 0);
  }

  /**
   * Reads the form on the wire.
   *
   * @param text as {@link #text} wrote it
   * @return the clock
   * @throws WireException when it is none
   */
  public static ClockState parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new WireException("not a clock: '" + text + "'");
    }
    return new ClockState(
        parts.group(1), Long.parseLong(parts.group(2)), parts.group(3).equals("1"));
  }
}
