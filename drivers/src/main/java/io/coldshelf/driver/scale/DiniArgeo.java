package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dini Argeo's strings (3590 series technical manual E-AF03, 5.4 and 5.6).
 *
 * <pre>
 *   [CC]HH,KK,PPPPPPPP,UM CR LF                       standard: state, kind, weight
 *   [CC]HH,B,LLLLLLLLLLUM,YYTTTTTTTTTTUM CR LF        extended: scale number, gross, tare
 *   [CC]B,HH,NNNNNNNNNN,YYTTTTTTTTTT,...,UM CR LF     answer to REXT: net, tare
 *   HH = ST stable, US unstable, OL overload, UL underload, ER error; KK = NT net, GS gross
 * </pre>
 *
 * <p>{@code CC} is the address on RS-485, two digits before command and answer alike. Of the
 * extended string the net weight is taken, gross less tare, as the display shows it.
 */
final class DiniArgeo implements Dialect {

  private static final int GREATEST_ADDRESS = 99;
  private static final int ADDRESS_DIGITS = 2;

  private static final Pattern STANDARD =
      Pattern.compile("(ST|US|OL|UL|ER),(GS|NT),([^,]{6,10}),([^,]{2})");
  private static final Pattern EXTENDED =
      Pattern.compile("(ST|US|OL|UL|ER),[0-9],([^,]{10})([^,]{2}),(?:PT|  )([^,]{10})([^,]{2})");
  private static final Pattern NET =
      Pattern.compile(
          "[0-9],(ST|US|OL|UL|ER),([^,]{10}),(?:PT|  )[^,]{10},[^,]{1,10},[^,]{1,10},([^,]{2})");
  private static final Pattern ERROR = Pattern.compile("ERR(0[1-4])");

  private static final String BUSY = "03";
  private static final String NO_SUCH_COMMAND = "04";

  @Override
  public Protocol protocol() {
    return Protocol.DINI_ARGEO;
  }

  @Override
  public String title() {
    return "the PC port's standard or extended string, on demand";
  }

  @Override
  public Optional<Integer> greatestAddress() {
    return Optional.of(GREATEST_ADDRESS);
  }

  @Override
  public byte[] question(String command, Optional<Integer> address) {
    return (prefix(address) + command + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.sevenBit(line -> read(line, address), late);
  }

  private static String prefix(Optional<Integer> address) {
    return address.map("%02d"::formatted).orElse("");
  }

  static Indication read(String line, Optional<Integer> address) {
    if (!line.startsWith(prefix(address))) {
      return new Indication.Noise(line); // another's answer, or the line's noise
    }
    String frame = address.isPresent() ? line.substring(ADDRESS_DIGITS) : line;
    Matcher standard = STANDARD.matcher(frame);
    if (standard.matches()) {
      return state(
          standard.group(1),
          line,
          stable -> Amount.weight(stable, standard.group(3), standard.group(4), line));
    }
    Matcher extended = EXTENDED.matcher(frame);
    if (extended.matches()) {
      return state(extended.group(1), line, stable -> lessTare(stable, extended, line));
    }
    Matcher net = NET.matcher(frame);
    if (net.matches()) {
      return state(
          net.group(1), line, stable -> Amount.weight(stable, net.group(2), net.group(3), line));
    }
    Matcher error = ERROR.matcher(frame);
    return error.matches() ? error(error.group(1), frame) : new Indication.Noise(line);
  }

  /** Reads a weight once it is known that there is one. */
  private interface Reader {
    Indication read(boolean stable);
  }

  private static Indication state(String header, String line, Reader weight) {
    return switch (header) {
      case "OL" -> new Indication.Overload();
      case "UL" -> new Indication.Underload();
      case "ER" -> new Indication.Failure(line);
      default -> weight.read(header.equals("ST"));
    };
  }

  private static Indication lessTare(boolean stable, Matcher extended, String line) {
    Optional<BigDecimal> gross = Amount.of(extended.group(2));
    Optional<BigDecimal> tare = Amount.of(extended.group(4));
    String unit = extended.group(3).strip();
    if (gross.isEmpty() || tare.isEmpty() || !unit.equals(extended.group(5).strip())) {
      return new Indication.Noise(line);
    }
    return new Indication.Weight(stable, gross.get().subtract(tare.get()), unit);
  }

  private static Indication error(String code, String answer) {
    return switch (code) {
      case BUSY -> new Indication.Busy("says " + answer);
      case NO_SUCH_COMMAND -> new Indication.Unknown(answer);
      default -> new Indication.Unable(answer);
    };
  }
}
