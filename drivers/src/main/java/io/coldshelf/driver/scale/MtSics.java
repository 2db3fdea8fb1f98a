package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mettler-Toledo Standard Interface Command Set, levels 0 and 1 as far as reading goes (Reference
 * Manual MT-SICS Interface Commands, 2.1).
 *
 * <pre>
 *   S S     100.00 g CR LF
 *   | |          | +- unit, up to 5 characters
 *   | |          +--- value, right aligned in 10
 *   | +-------------- S stable, D dynamic, I not now, L wrong parameter, + overload, - underload
 *   +---------------- the same for S, SI, SIR and SR
 * </pre>
 */
final class MtSics implements Dialect {

  private static final Pattern WEIGHT =
      Pattern.compile("S ([SD]) +([-+]?[0-9]{0,15}(?:\\.[0-9]{0,9})?) +([^ ]{1,5}) *");
  private static final Pattern FAILURE = Pattern.compile("S [SD] +(Error.*)");
  private static final Pattern SERIAL = Pattern.compile("I4 A \"(.*)\"");
  private static final Pattern IDENTITY = Pattern.compile("I[0-3] [AB] (?:[0-9] )?(\".*\")");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  @Override
  public Protocol protocol() {
    return Protocol.MT_SICS;
  }

  @Override
  public String title() {
    return "MT-SICS";
  }

  @Override
  public Duration gap() {
    return Duration.ZERO;
  }

  @Override
  public List<String> introductions() {
    return List.of("I2", "I4");
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.eightBit(MtSics::read, late);
  }

  /**
   * Reads one line.
   *
   * @param text without its end; glitches before its first letter do no harm
   * @return what it says
   */
  static Indication read(String text) {
    String line = withoutGlitch(text);
    return switch (line.stripTrailing()) {
      case "S I" -> new Indication.Busy("can't weigh just now");
      case "S +" -> new Indication.Overload();
      case "S -" -> new Indication.Underload();
      case "S L" -> new Indication.Unable("S L");
      case "ES" -> new Indication.Unknown("ES");
      case "ET" -> new Indication.Damaged("ET");
      case "EL" -> new Indication.Unable("EL");
      default -> longer(line);
    };
  }

  private static Indication longer(String line) {
    Matcher weight = WEIGHT.matcher(line);
    if (weight.matches() && DIGIT.matcher(weight.group(2)).find()) {
      return new Indication.Weight(
          weight.group(1).equals("S"), new BigDecimal(weight.group(2)), weight.group(3));
    }
    Matcher failure = FAILURE.matcher(line);
    if (failure.matches()) {
      return new Indication.Failure(failure.group(1).strip());
    }
    Matcher serial = SERIAL.matcher(line);
    if (serial.matches()) {
      return new Indication.Serial(serial.group(1));
    }
    Matcher identity = IDENTITY.matcher(line);
    return identity.matches()
        ? new Indication.Identity(identity.group(1))
        : new Indication.Noise(line);
  }

  /** An adapter that is powered up puts a few bytes on the line that are no characters. */
  private static String withoutGlitch(String text) {
    int start = 0;
    while (start < text.length() && (text.charAt(start) <= ' ' || text.charAt(start) > '~')) {
      start++;
    }
    return text.substring(start);
  }
}
