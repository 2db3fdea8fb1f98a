package io.coldshelf.driver.scale;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lines of text, ended by CR, LF or both; or begun by LF and ended by CR, which comes to the same.
 */
final class TextFrames implements Frames {

  /** The longest line kept; what is longer is no frame and is cut into noise. */
  static final int LINE_BYTES = 128;

  private static final int SEVEN_BITS = 0x7F;
  private static final int EIGHT_BITS = 0xFF;

  private final Function<String, Indication> dialect;
  private final int mask;
  private final byte[] line = new byte[LINE_BYTES];
  private int length;

  /** In the midst of a line whose beginning was not heard: half a number is a number too. */
  private boolean late;

  private TextFrames(Function<String, Indication> dialect, int mask, boolean late) {
    this.dialect = dialect;
    this.mask = mask;
    this.late = late;
  }

  /**
   * Lines of plain characters. Many scales send 7 bits and a parity bit; where the port is set to 8
   * bits the parity arrives as the top bit, and is dropped.
   *
   * @param dialect reads a line without its end
   * @param late whether the stream is joined late: what comes before the first end is dropped
   */
  static TextFrames sevenBit(Function<String, Indication> dialect, boolean late) {
    return new TextFrames(dialect, SEVEN_BITS, late);
  }

  /**
   * Lines of characters of which some may be beyond ASCII.
   *
   * @param dialect reads a line without its end
   * @param late whether the stream is joined late: what comes before the first end is dropped
   */
  static TextFrames eightBit(Function<String, Indication> dialect, boolean late) {
    return new TextFrames(dialect, EIGHT_BITS, late);
  }

  @Override
  public List<Indication> feed(byte[] bytes, int count) {
    List<Indication> said = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte next = (byte) (bytes[i] & mask);
      boolean end = next == '\r' || next == '\n';
      if (end || length == LINE_BYTES) {
        end(said, end);
      }
      if (!end) {
        line[length++] = next;
      }
    }
    return said;
  }

  private void end(List<Indication> said, boolean properly) {
    if (length > 0 && !late) {
      said.add(dialect.apply(unfinished()));
    }
    late &= !properly;
    length = 0;
  }

  @Override
  public String unfinished() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }
}
