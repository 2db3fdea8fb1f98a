package io.coldshelf.driver.mtsics;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a stream into lines and reads each (Reference Manual Mettler Toledo Standard Interface
 * Command Set, levels 0 and 1).
 *
 * <pre>
 *   S S     100.00 g CR LF
 *   | |          | +- unit, up to 5 characters
 *   | |          +--- value, right aligned in 10
 *   | +-------------- S stable, D dynamic, I not now, L wrong parameter, + overload, - underload
 *   +---------------- the same for S, SI, SIR and SR
 * </pre>
 */
final class SicsParser {

  /** The longest line kept; what is longer is no answer and is cut into noise. */
  static final int LINE_BYTES = 128;

  private static final Pattern WEIGHT =
      Pattern.compile("S ([SD]) +([-+]?[0-9]{0,15}(?:\\.[0-9]{0,9})?) +([^ ]{1,5}) *");
  private static final Pattern FAILURE = Pattern.compile("S [SD] +(Error.*)");
  private static final Pattern RESTARTED = Pattern.compile("I4 A \"(.*)\"");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final byte[] line = new byte[LINE_BYTES];
  private int length;

  /**
   * Takes the next bytes, cut wherever the line cut them.
   *
   * @param bytes holds them from its beginning
   * @param count how many there are
   * @return the lines that are complete now
   */
  List<SicsAnswer> feed(byte[] bytes, int count) {
    List<SicsAnswer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (next == '\r' || next == '\n' || length == LINE_BYTES) {
        end(answers);
      }
      if (next != '\r' && next != '\n') {
        line[length++] = next;
      }
    }
    return answers;
  }

  private void end(List<SicsAnswer> answers) {
    if (length > 0) {
      answers.add(read(new String(line, 0, length, StandardCharsets.ISO_8859_1)));
      length = 0;
    }
  }

  /** What has come of a line that is not complete. */
  String unfinished() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads one line.
   *
   * @param text without its end; glitches before its first letter do no harm
   * @return what it says
   */
  static SicsAnswer read(String text) {
    String line = withoutGlitch(text);
    return switch (line.stripTrailing()) {
      case "S I" -> new SicsAnswer.Busy();
      case "S +" -> new SicsAnswer.Overload();
      case "S -" -> new SicsAnswer.Underload();
      case "S L" -> new SicsAnswer.Rejected(SicsAnswer.Why.PARAMETER);
      case "ES" -> new SicsAnswer.Rejected(SicsAnswer.Why.SYNTAX);
      case "ET" -> new SicsAnswer.Rejected(SicsAnswer.Why.TRANSMISSION);
      case "EL" -> new SicsAnswer.Rejected(SicsAnswer.Why.LOGIC);
      default -> longer(line);
    };
  }

  private static SicsAnswer longer(String line) {
    Matcher weight = WEIGHT.matcher(line);
    if (weight.matches() && DIGIT.matcher(weight.group(2)).find()) {
      return new SicsAnswer.Weight(
          weight.group(1).equals("S"), new BigDecimal(weight.group(2)), weight.group(3));
    }
    Matcher failure = FAILURE.matcher(line);
    if (failure.matches()) {
      return new SicsAnswer.Failure(failure.group(1).strip());
    }
    Matcher restarted = RESTARTED.matcher(line);
    if (restarted.matches()) {
      return new SicsAnswer.Restarted(restarted.group(1));
    }
    return new SicsAnswer.Noise(line);
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
