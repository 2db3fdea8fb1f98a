package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Radwag's protocol (PUE C/31H user manual, 18.4).
 *
 * <pre>
 *   SI ? -      8.5 kg  CR LF
 *   |  | |        | +- 17-19: unit, left aligned
 *   |  | |        +--- 7-15: mass, right aligned
 *   |  | +------------ 6: sign
 *   |  +-------------- 4: blank stable, ? unstable, ^ above, v below the range
 *   +----------------- 1-3: S, SI, SU or SUI
 *   SI I not now, SI E no rest in time, SI A accepted, SI ^ and SI v out of range, ES unknown
 * </pre>
 */
final class Radwag implements Dialect {

  private static final Pattern FRAME =
      Pattern.compile("(?:S  |SI |SU |SUI)([ ?^v]) ([ -])([ 0-9.]{6,9}) ([^ ]{1,3}) *");
  private static final Pattern ANSWER = Pattern.compile("(?:S|SI|SU|SUI) ([IE^v]) *");

  @Override
  public Protocol protocol() {
    return Protocol.RADWAG;
  }

  @Override
  public String title() {
    return "the Radwag protocol";
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.sevenBit(Radwag::read, late);
  }

  static Indication read(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.matches()) {
      return switch (frame.group(1)) {
        case "^" -> new Indication.Overload();
        case "v" -> new Indication.Underload();
        default ->
            Amount.weight(
                frame.group(1).isBlank(), frame.group(2) + frame.group(3), frame.group(4), line);
      };
    }
    Matcher answer = ANSWER.matcher(line);
    if (answer.matches()) {
      return switch (answer.group(1)) {
        case "^" -> new Indication.Overload();
        case "v" -> new Indication.Underload();
        case "E" -> new Indication.Busy("found no rest in time");
        default -> new Indication.Busy("can't weigh just now");
      };
    }
    return line.strip().equals("ES") ? new Indication.Unknown("ES") : new Indication.Noise(line);
  }
}
