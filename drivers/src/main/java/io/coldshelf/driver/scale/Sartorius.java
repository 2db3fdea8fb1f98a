package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sartorius's SBI, now Minebea Intec's (Combics 1, data output format), of 16 and of 22 characters.
 *
 * <pre>
 *         +   1255.7 g   CR LF       16: sign, value, 12-14 unit
 *   N     +   1255.7 g   CR LF       22: the same behind 6 characters that say what it is
 *   Stat        High     CR LF       H and High, L and Low; C calibrates; Err and a number
 * </pre>
 *
 * <p>The unit is written at rest only. While the scale moves its value is in the unit of before.
 */
final class Sartorius implements Dialect {

  /** Without its CR LF. */
  private static final int SHORT = 14;

  private static final int ID = 6;
  private static final int UNIT = 11;

  /** Net, gross and neither; not the tare, a count, a reference. */
  private static final Pattern WEIGHT_ID = Pattern.compile("(?:[GN][#0-9]?|) *");

  private static final Pattern VALUE = Pattern.compile("[-+ ][-+ 0-9.\\[\\]]{9} ");
  private static final Pattern ERROR = Pattern.compile("(?i)(?:Err *[0-9]+|[A-Z]{3}\\.ERR?)");

  /** Before each command; ESC P is the print key's own. */
  private static final char ESCAPE = 0x1B;

  @Override
  public Protocol protocol() {
    return Protocol.SARTORIUS;
  }

  @Override
  public String title() {
    return "SBI";
  }

  @Override
  public byte[] question(String command, Optional<Integer> address) {
    return (ESCAPE + command + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.sevenBit(Sartorius::read, late);
  }

  static Indication read(String line) {
    boolean named = line.length() == ID + SHORT;
    if (!named && line.length() != SHORT) {
      return new Indication.Noise(line);
    }
    String body = named ? line.substring(ID) : line;
    String id = named ? line.substring(0, ID).strip() : "";
    if (VALUE.matcher(body.substring(0, UNIT)).matches() && WEIGHT_ID.matcher(id).matches()) {
      String unit = body.substring(UNIT).strip();
      String value = body.substring(0, UNIT).replace("[", "").replace("]", "");
      if (Amount.of(value).isPresent()) {
        return Amount.weight(!unit.isEmpty(), value, unit, line);
      }
    }
    return id.isEmpty() || id.equals("Stat") ? special(body.strip(), line) : noise(line);
  }

  private static Indication special(String code, String line) {
    return switch (code) {
      case "H", "HH", "High" -> new Indication.Overload();
      case "L", "LL", "Low" -> new Indication.Underload();
      case "C", "Cal.", "Cal. Ext." -> new Indication.Busy("is being calibrated");
      case "", "-", "--" -> new Indication.Busy("shows nothing");
      default -> {
        Matcher error = ERROR.matcher(code);
        yield error.matches() ? new Indication.Failure(code) : noise(line);
      }
    };
  }

  private static Indication noise(String line) {
    return new Indication.Noise(line);
  }
}
