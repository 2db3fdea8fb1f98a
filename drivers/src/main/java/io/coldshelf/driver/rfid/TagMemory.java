package io.coldshelf.driver.rfid;

import io.coldshelf.model.Epc;
import io.coldshelf.tag.ProtocolControl;
import java.util.Arrays;
import java.util.Optional;

/** What a module hands on of a tag's own answer: a control word, the EPC, at times its CRC. */
public final class TagMemory {

  /**
   * The longest EPC that a control word can tell, in bytes: 31 words (EPC Gen2 V2.1, 6.3.2.1.2).
   */
  public static final int MAX_EPC_BYTES = 62;

  private static final int WORD_BYTES = 2;
  private static final int POLYNOMIAL = 0x1021;
  private static final int PRESET = 0xFFFF;
  private static final int TOP_BIT = 0x8000;

  private TagMemory() {}

  /**
   * The EPC that follows a control word.
   *
   * @param pc the control word, 16 bits
   * @param field what came after it, without the CRC
   * @return the EPC of 0 to 496 bits; nothing where the word tells another length than the field
   *     has, since one of the two is damaged then
   */
  public static Optional<Epc> epc(int pc, byte[] field) {
    ProtocolControl control = new ProtocolControl(pc);
    int bytes = control.epcBits() / Byte.SIZE;
    if (field.length == bytes) {
      return Optional.of(Epc.of(field));
    }
    // A second control word stands before the EPC of a tag that has one (Gen2 V2.1, 6.3.2.1.2.5).
    return control.extended() && field.length == bytes + WORD_BYTES
        ? Optional.of(Epc.of(Arrays.copyOfRange(field, WORD_BYTES, field.length)))
        : Optional.empty();
  }

  /**
   * Whether a tag's CRC is that of its control word and EPC (EPC Gen2 V2.1, 6.3.1.5).
   *
   * @param answer control word, EPC, and CRC, as the tag sent them
   * @return whether the tag was read without error
   */
  public static boolean intact(byte[] answer) {
    if (answer.length < 2 * WORD_BYTES) {
      return false;
    }
    int crc = PRESET;
    for (int i = 0; i < answer.length - WORD_BYTES; i++) {
      crc ^= (answer[i] & 0xFF) << Byte.SIZE;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & TOP_BIT) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
    }
    int sent = u16(answer, answer.length - WORD_BYTES);
    return (~crc & 0xFFFF) == sent;
  }

  /**
   * Two bytes, the higher first.
   *
   * @param bytes holds them
   * @param at where
   * @return 0 to 65535
   */
  public static int u16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << Byte.SIZE) | (bytes[at + 1] & 0xFF);
  }
}
