package io.coldshelf.driver.scale;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Toledo's continuous frames (Rockwell 57C428 user guide, appendix D; METTLER TOLEDO Wildcat
 * technical manual, appendix 2). Bits beyond the seventh are parity and are dropped.
 *
 * <pre>
 *   STX SWA SWB SWC wwwwww tttttt CR [CHK]
 *   SWA bits 0-2: decimal point, 0 for x100, 1 x10, 2 x1, 3 x0.1, ... 7 x0.00001
 *   SWB bit 0 net, 1 negative, 2 out of range, 3 motion, 4 kg (else lb), 6 not zeroed since power on
 *   SWC bits 0-2: 0 kg or lb, 1 g, 2 t, 3 oz, 4 ozt, 5 dwt, 6 short tons, 7 others; 4 expanded x10
 * </pre>
 *
 * <p>The tare may be left out. {@code CHK} makes the sum of all characters zero in seven bits. Not
 * every scale sends it: a frame counts once its check fits, or once the next frame begins. The bits
 * that one maker holds constant another does not, so nothing is asked of them.
 */
final class ToledoFrames implements Frames {

  private static final int STX = 0x02;
  private static final int CR = 0x0D;
  private static final int SEVEN_BITS = 0x7F;

  private static final int WEIGHT = 4;
  private static final int WEIGHT_DIGITS = 6;
  private static final int SHORT = WEIGHT + WEIGHT_DIGITS;
  private static final int LONG = SHORT + WEIGHT_DIGITS;

  /** Decimal places for a code of 0. */
  private static final int LEAST_PLACES = -2;

  private static final int CODE = 0x07;
  private static final int NEGATIVE = 0x02;
  private static final int OUT_OF_RANGE = 0x04;
  private static final int MOTION = 0x08;
  private static final int KILOGRAMS = 0x10;
  private static final int NOT_ZEROED = 0x40;
  private static final int EXPANDED = 0x10;

  private static final List<String> UNITS =
      List.of("lb", "g", "t", "oz", "ozt", "dwt", "ton", "custom");

  private static final Pattern DIGITS = Pattern.compile(" *[0-9]+");

  /** From an STX on; never longer than a frame and its check. */
  private final byte[] frame = new byte[LONG + 2];

  private int length;

  @Override
  public List<Indication> feed(byte[] bytes, int count) {
    List<Indication> said = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frame[length++] = (byte) (bytes[i] & SEVEN_BITS);
      while (length > 0 && settle(said)) {
        // What was dropped may leave another beginning, and that another end.
      }
    }
    return said;
  }

  /** Takes or drops what can be told by now; true when something is gone. */
  private boolean settle(List<Indication> said) {
    if (frame[0] != STX) {
      drop(1);
      return true;
    }
    int end = end();
    if (end == 0) {
      return false;
    }
    if (end < 0) {
      drop(1);
      return true;
    }
    if (length <= end + 1) {
      return false;
    }
    int check = frame[end + 1];
    if (check == check(end)) {
      said.add(read());
      drop(end + 2);
    } else if (check == STX) {
      said.add(read());
      drop(end + 1);
    } else {
      said.add(new Indication.Noise("a frame whose check does not fit"));
      drop(1);
    }
    return true;
  }

  /** Where the CR is; 0 when it may still come, less when there is none. */
  private int end() {
    if (length > SHORT && frame[SHORT] == CR) {
      return SHORT;
    }
    if (length <= LONG) {
      return 0;
    }
    return frame[LONG] == CR ? LONG : -1;
  }

  private int check(int end) {
    int sum = 0;
    for (int i = 0; i <= end; i++) {
      sum += frame[i];
    }
    return -sum & SEVEN_BITS;
  }

  private void drop(int count) {
    System.arraycopy(frame, count, frame, 0, length - count);
    length -= count;
  }

  private Indication read() {
    int swa = frame[1];
    int swb = frame[2];
    int swc = frame[3];
    String digits = new String(frame, WEIGHT, WEIGHT_DIGITS, StandardCharsets.US_ASCII);
    boolean negative = (swb & NEGATIVE) != 0;
    if ((swb & OUT_OF_RANGE) != 0) {
      return negative ? new Indication.Underload() : new Indication.Overload();
    }
    if ((swb & NOT_ZEROED) != 0) {
      return new Indication.Busy("has not found its zero since it was switched on");
    }
    if ((swc & EXPANDED) != 0) {
      return new Indication.Busy("shows ten times its resolution, for a test");
    }
    if (!DIGITS.matcher(digits).matches()) {
      return new Indication.Noise(digits);
    }
    BigDecimal shown =
        new BigDecimal(digits.strip()).scaleByPowerOfTen(-(LEAST_PLACES + (swa & CODE)));
    return new Indication.Weight(
        (swb & MOTION) == 0, negative ? shown.negate() : shown, unit(swb, swc));
  }

  private static String unit(int swb, int swc) {
    int code = swc & CODE;
    return code == 0 && (swb & KILOGRAMS) != 0 ? "kg" : UNITS.get(code);
  }

  @Override
  public String unfinished() {
    return new String(frame, 0, length, StandardCharsets.ISO_8859_1);
  }
}
