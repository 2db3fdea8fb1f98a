package io.coldshelf.driver.j1939;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data frame with an identifier of 29 bits, the only ones that J1939 has.
 *
 * @param id the identifier
 * @param data 0 to 8 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
record CanFrame(int id, byte[] data) {

  private static final HexFormat HEX = HexFormat.of();

  /** {@code T18FEF50082C01...}: identifier, length, data, and a time with some adapters. */
  private static final Pattern SLCAN =
      Pattern.compile("T([01][0-9A-Fa-f]{7})([0-8])((?:[0-9A-Fa-f]{2}){0,8})([0-9A-Fa-f]{4})?");

  /** {@code (1600000000.000000) can0 18FEF500#FF2C01A0280FFFFF}. */
  private static final Pattern CANDUMP =
      Pattern.compile(
          "\\([0-9.]+\\) \\S+ ([01][0-9A-Fa-f]{7})#((?:[0-9A-Fa-f]{2}){0,8})(?: [RT])?");

  /** Reads a line of an adapter; nothing for other frames, answers and noise. */
  static Optional<CanFrame> ofSlcan(String line) {
    Matcher matcher = SLCAN.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int length = 2 * Integer.parseInt(matcher.group(2));
    String rest = matcher.group(3) + (matcher.group(4) == null ? "" : matcher.group(4));
    // Two bytes behind the data are the time; anything else is a frame that was cut or joined.
    return rest.length() == length || rest.length() == length + 4
        ? Optional.of(frame(matcher.group(1), rest.substring(0, length)))
        : Optional.empty();
  }

  /** Reads a line of {@code candump -L}; nothing for other frames and noise. */
  static Optional<CanFrame> ofCandump(String line) {
    Matcher matcher = CANDUMP.matcher(line);
    return matcher.matches()
        ? Optional.of(frame(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  private static CanFrame frame(String id, String data) {
    return new CanFrame(HexFormat.fromHexDigits(id), HEX.parseHex(data));
  }

  /** The parameter group's number (SAE J1939-21, 5.1.2): below 240 PS is the destination. */
  int pgn() {
    int pf = (id >>> 16) & 0xFF;
    int page = (id >>> 24) & 1;
    return (page << 16) | (pf << 8) | (pf < 240 ? 0 : (id >>> 8) & 0xFF);
  }

  int source() {
    return id & 0xFF;
  }

  /** To whom, where it is to one only; 255 for all. */
  int destination() {
    int pf = (id >>> 16) & 0xFF;
    return pf < 240 ? (id >>> 8) & 0xFF : 0xFF;
  }
}
