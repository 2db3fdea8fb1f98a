package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ohaus's standard output (Defender 3000 indicators, 5.2; RS232 interface manual, EN-3). The fields
 * are of another length at each model, so they are told apart by what is in them.
 *
 * <pre>
 *   polarity, weight right aligned, blank, unit, stability (? unstable), legend (G, N, NET, T)
 * </pre>
 *
 * <p>A line begins with a blank or a minus: a digit there is half a line.
 */
final class Ohaus implements Dialect {

  private static final Pattern FRAME =
      Pattern.compile(
          "([ -] *-?[0-9]{0,9}(?:\\.[0-9]{0,6})?) ([A-Za-z%]{1,5}) *(\\?)? *"
              + "(G|B|B/G|N|NET|T|PT)?(?: +[0-9]{2}:[0-9]{2}:[0-9]{2})? *");

  private static final Pattern ERROR =
      Pattern.compile("\\[?[Ee]rr(?:or)? *([0-9]+(?:\\.[0-9])?).*");

  private static final String ABOVE_CAPACITY = "8.3";
  private static final String BELOW_ZERO = "8.4";

  @Override
  public Protocol protocol() {
    return Protocol.OHAUS;
  }

  @Override
  public String title() {
    return "the Ohaus commands and output";
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.sevenBit(Ohaus::read, late);
  }

  static Indication read(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.matches()) {
      String legend = Optional.ofNullable(frame.group(4)).orElse("");
      return legend.equals("T") || legend.equals("PT")
          ? new Indication.Noise(line) // the tare, not what lies there
          : Amount.weight(frame.group(3) == null, frame.group(1), frame.group(2), line);
    }
    Matcher error = ERROR.matcher(line.strip());
    if (error.matches()) {
      return switch (error.group(1)) {
        case ABOVE_CAPACITY -> new Indication.Overload();
        case BELOW_ZERO -> new Indication.Underload();
        default -> new Indication.Failure(line.strip());
      };
    }
    return line.strip().equals("ES") ? new Indication.Unknown("ES") : new Indication.Noise(line);
  }
}
