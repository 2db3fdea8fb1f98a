package io.coldshelf.driver.line;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what comes into lines, wherever the wire cut it. A line that is too long is left out whole.
 */
public final class TextLines {

  private final byte[] kept;
  private int length;
  private boolean tooLong;

  /**
   * Nothing has come yet.
   *
   * @param longest the longest line that is taken, in bytes without its end
   */
  public TextLines(int longest) {
    this.kept = new byte[longest];
  }

  /**
   * Takes some bytes.
   *
   * @param bytes those that came, from the beginning
   * @param count how many
   * @return the lines that end within them, without their ends; empty ones are none
   */
  public List<String> take(byte[] bytes, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\r' || bytes[i] == '\n') {
        if (length > 0 && !tooLong) {
          lines.add(new String(kept, 0, length, StandardCharsets.ISO_8859_1));
        }
        length = 0;
        tooLong = false;
      } else if (length < kept.length) {
        kept[length++] = bytes[i];
      } else {
        tooLong = true;
      }
    }
    return lines;
  }
}
