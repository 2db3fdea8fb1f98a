package io.coldshelf.driver.scale;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CAS's frames of 22 bytes (CI-600D owner's manual, 10-1), found by their fixed places: the device
 * number and the lamps may be any byte, a comma and a CR too.
 *
 * <pre>
 *   ST,GS,il,dddddddd kg CR LF
 *   |  |  ||    |     +- unit
 *   |  |  ||    +------- 8 characters, then a blank
 *   |  |  |+------------ lamps: bit 6 stable, 4 hold, 2 gross, 1 tare, 0 zero
 *   |  |  +------------- device number, the character '0' and as many more
 *   |  +---------------- GS gross, NT net
 *   +------------------- ST stable, US unstable, OL overload
 *   ! CR LF can't, ? CR LF unknown command
 * </pre>
 */
final class CasFrames implements Frames {

  private static final int FRAME = 22;
  private static final int DEVICE = 6;
  private static final int LAMPS = 7;
  private static final int DATA = 9;
  private static final int UNIT = 17;
  private static final int END = 20;
  private static final int HOLD = 0x10;

  private static final List<Integer> COMMAS = List.of(2, 5, 8);

  private final Optional<Integer> device;

  /** The last so many bytes; what falls out at the front has been part of no frame. */
  private final byte[] last = new byte[FRAME];

  private int length;

  /**
   * Frames of one device.
   *
   * @param device its number; that of any where it is nothing
   */
  CasFrames(Optional<Integer> device) {
    this.device = device;
  }

  @Override
  public List<Indication> feed(byte[] bytes, int count) {
    List<Indication> said = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (length == FRAME) {
        System.arraycopy(last, 1, last, 0, FRAME - 1);
        length--;
      }
      last[length++] = bytes[i];
      if (length == FRAME && isFrame()) {
        said.add(read());
        length = 0;
      } else if (isRefusal()) {
        String answer = String.valueOf((char) last[0]);
        said.add(
            answer.equals("?") ? new Indication.Unknown(answer) : new Indication.Unable(answer));
        length = 0;
      }
    }
    return said;
  }

  /** Three bytes and nothing before them: within a frame they could be anything. */
  private boolean isRefusal() {
    return length == 3 && (last[0] == '?' || last[0] == '!') && last[1] == '\r' && last[2] == '\n';
  }

  private boolean isFrame() {
    String header = text(0, 2);
    String kind = text(3, 2);
    return COMMAS.stream().allMatch(place -> last[place] == ',')
        && last[END] == '\r'
        && last[END + 1] == '\n'
        && (header.equals("ST") || header.equals("US") || header.equals("OL"))
        && (kind.equals("GS") || kind.equals("NT"));
  }

  private Indication read() {
    String frame = text(0, END);
    if (device.isPresent() && (last[DEVICE] & 0xFF) != '0' + device.get()) {
      return new Indication.Noise(frame);
    }
    String data = text(DATA, UNIT - DATA);
    String header = text(0, 2);
    if (header.equals("OL")) {
      return data.contains("-") ? new Indication.Underload() : new Indication.Overload();
    }
    String unit = text(UNIT, END - UNIT);
    if ((last[LAMPS] & HOLD) != 0) {
      return new Indication.Busy("holds a past value");
    }
    return unit.isBlank()
        ? new Indication.Noise(frame)
        : Amount.weight(header.equals("ST"), data, unit, frame);
  }

  private String text(int from, int count) {
    return new String(last, from, count, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String unfinished() {
    return text(0, length);
  }
}
