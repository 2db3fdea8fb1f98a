package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The protocol of the Scale Manufacturers Association (SMA SCP-0499, level 1).
 *
 * <pre>
 *   LF W CR
 *   LF s r n m f xxxxxx.xxx uuu CR
 *      | | | | |     |       +- unit, 3 characters
 *      | | | | |     +--------- weight, 10 characters
 *      | | | | +--------------- reserved
 *      | | | +----------------- M in motion
 *      | | +------------------- G gross, N net, g and n in high resolution, T tare
 *      | +--------------------- range
 *      +----------------------- Z zero, O over, U under, E I zero error, T tare error
 *   LF ? CR unknown command, LF ! CR damaged command
 * </pre>
 */
final class Sma implements Dialect {

  private static final Pattern FRAME =
      Pattern.compile("([ ZOUEIT])[0-9 ]([GNTgn])([M ]).(.{10})(.{1,3})");

  @Override
  public Protocol protocol() {
    return Protocol.SMA;
  }

  @Override
  public String title() {
    return "SMA";
  }

  @Override
  public byte[] question(String command, Optional<Integer> address) {
    return ("\n" + command + "\r").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Frames frames(boolean late, Optional<Integer> address) {
    return TextFrames.sevenBit(Sma::read, late);
  }

  static Indication read(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.matches()) {
      return read(frame, line);
    }
    return switch (line) {
      case "?" -> new Indication.Unknown(line);
      case "!" -> new Indication.Damaged(line);
      default -> new Indication.Noise(line);
    };
  }

  private static Indication read(Matcher frame, String line) {
    if (frame.group(2).equals("T")) {
      return new Indication.Noise(line); // the tare, not what lies there
    }
    return switch (frame.group(1)) {
      case "O" -> new Indication.Overload();
      case "U" -> new Indication.Underload();
      case "E", "I" -> new Indication.Failure("a zero error");
      case "T" -> new Indication.Busy("reports a tare error");
      default ->
          frame.group(5).isBlank()
              ? new Indication.Noise(line)
              : Amount.weight(frame.group(3).isBlank(), frame.group(4), frame.group(5), line);
    };
  }
}
