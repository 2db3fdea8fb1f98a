package io.coldshelf.driver.magicrf;

import io.coldshelf.driver.rfid.TagMemory;
import io.coldshelf.model.Epc;
import java.util.Arrays;
import java.util.Optional;

/** What a frame from a module says. */
sealed interface MagicRfMessage {

  /** An error answer has this in the place of the command. */
  int ERROR = 0xFF;

  /** Single poll, and the notices of either poll. */
  int POLL = 0x22;

  /** The error code by which a round ends that saw nothing. */
  int NO_TAG = 0x15;

  /**
   * A tag was seen.
   *
   * @param rssiDbm -128 to 127
   * @param epc the tag
   */
  record Tag(int rssiDbm, Epc epc) implements MagicRfMessage {}

  /** A tag was seen, but what it said is damaged. */
  record Damaged() implements MagicRfMessage {}

  /** A round has ended without a tag. */
  record Nothing() implements MagicRfMessage {}

  /**
   * The module refuses.
   *
   * @param code of the error
   */
  record Refusal(int code) implements MagicRfMessage {

    /** In words (Invelion, Communication Protocol V2.1, 5). */
    String words() {
      return switch (code) {
        case 0x09 -> "reading a tag's memory failed (09)";
        case 0x15 -> "no tag answered (15)";
        case 0x16 -> "the access password is wrong (16)";
        case 0x17 -> "it does not know the command or its parameters (17)";
        case 0x20 -> "it found no free channel to send on (20)";
        default -> "error %02X".formatted(code);
      };
    }
  }

  /**
   * Anything else.
   *
   * @param frame as it came
   */
  record Other(MagicRfFrame frame) implements MagicRfMessage {}

  private static Optional<Epc> epc(byte[] notice) {
    byte[] answer = Arrays.copyOfRange(notice, 1, notice.length);
    return TagMemory.intact(answer)
        ? TagMemory.epc(TagMemory.u16(answer, 0), Arrays.copyOfRange(answer, 2, answer.length - 2))
        : Optional.empty();
  }

  /**
   * Reads an undamaged frame.
   *
   * <pre>
   *   02 22   RSSI  PC PC  EPC ...  CRC CRC
   *   01 FF   code  what belongs to it ...
   * </pre>
   */
  static MagicRfMessage of(MagicRfFrame frame) {
    byte[] parameters = frame.parameters();
    if (frame.type() == MagicRfFrame.NOTICE && frame.command() == POLL) {
      return parameters.length == 0
          ? new Damaged()
          : epc(parameters)
              .<MagicRfMessage>map(epc -> new Tag(parameters[0], epc))
              .orElseGet(Damaged::new);
    }
    if (frame.answers(ERROR) && parameters.length > 0) {
      int code = frame.parameter(0);
      return code == NO_TAG ? new Nothing() : new Refusal(code);
    }
    return new Other(frame);
  }
}
