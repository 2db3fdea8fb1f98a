package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A&amp;D's standard format, of its balances and platform scales, and that of its indicators, which
 * others have taken over ("AND 18 bytes" at CAS).
 *
 * <pre>
 *   ST,+00123.45  g CR LF          stable; 9 characters, 3 for the unit
 *   ST,OK,+0001.234 kg CR LF       with the result of a comparison
 *   ST,G ,+01234.5kg CR LF         an indicator: gross; 8 characters, 2 for the unit
 *   US unstable, OL out of range, QT a count, HD held, WT stable at older ones
 * </pre>
 *
 * <p>Out of range is known by the header alone: the number behind it may be one, {@code
 * +9999999E+19} or all nines. A decimal comma goes with semicolons between the fields.
 */
final class Ad implements Dialect {

  private static final Pattern FRAME =
      Pattern.compile(
          "(ST|WT|US|OL|QT|HD) ?[,;](?:(HH|HI|OK|LO|LL|--|GS|NT|TR|PT|[GNT][ ~])[,;])?"
              + "([+-])(.{5,11}?)( *[A-Za-z%]{0,3} *)");

  private static final Pattern ERROR = Pattern.compile("EC,E([0-9]{2})");

  /** What of {@link #ERROR} passes by itself: not ready, not stable. */
  private static final List<String> PASSING = List.of("02", "11");

  private static final String TRANSMISSION = "00";
  private static final String UNDEFINED = "01";

  @Override
  public Protocol protocol() {
    return Protocol.AD;
  }

  @Override
  public String title() {
    return "the A&D standard format";
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.sevenBit(Ad::read, late);
  }

  static Indication read(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.matches()) {
      return read(frame, line);
    }
    Matcher error = ERROR.matcher(line);
    if (error.matches()) {
      return error(error.group(1), line);
    }
    return switch (line) {
      case "?" -> new Indication.Unknown(line);
      case "I" -> new Indication.Busy("is busy");
      default -> new Indication.Noise(line);
    };
  }

  private static Indication read(Matcher frame, String line) {
    String kind = Optional.ofNullable(frame.group(2)).orElse("");
    if (kind.equals("TR") || kind.equals("PT") || kind.startsWith("T")) {
      return new Indication.Noise(line); // the tare, not what lies there
    }
    return switch (frame.group(1)) {
      case "OL" ->
          frame.group(3).equals("-") ? new Indication.Underload() : new Indication.Overload();
      case "HD" -> new Indication.Busy("holds a past value");
      default ->
          frame.group(5).isBlank()
              ? new Indication.Noise(line)
              : Amount.weight(
                  !frame.group(1).equals("US"),
                  frame.group(3) + frame.group(4),
                  frame.group(5),
                  line);
    };
  }

  private static Indication error(String code, String line) {
    if (PASSING.contains(code)) {
      return new Indication.Busy("says " + line);
    }
    return switch (code) {
      case TRANSMISSION -> new Indication.Damaged(line);
      case UNDEFINED -> new Indication.Unknown(line);
      default -> new Indication.Unable(line);
    };
  }
}
