package io.coldshelf.driver.uhfreader;

/** How a command went (UHFReader18 User's Manual V2.0, 5; UHFReader288MP User Manual v1.14, 5). */
final class UhfStatus {

  static final int SUCCESS = 0x00;
  static final int COMPLETE = 0x01;
  static final int TIME_OVER = 0x02;
  static final int MORE_FOLLOWS = 0x03;
  static final int FULL = 0x04;
  static final int STATISTICS = 0x26;
  static final int ANTENNA_ERROR = 0xF8;
  static final int NO_TAGS = 0xFB;

  private UhfStatus() {}

  /** Whether an answer to an inventory with this status has tags. */
  static boolean hasTags(int status) {
    return status == COMPLETE || status == TIME_OVER || status == MORE_FOLLOWS || status == FULL;
  }

  static String words(int status) {
    return switch (status) {
      case 0x05 -> "the access password is wrong (05)";
      case ANTENNA_ERROR -> "an antenna is missing or bad (F8)";
      case 0xF9 -> "it could not carry it out (F9)";
      case 0xFA -> "the tag answered badly (FA)";
      case NO_TAGS -> "no tag answered (FB)";
      case 0xFD -> "the command has the wrong length for it (FD)";
      case 0xFE -> "it does not know the command (FE)";
      case 0xFF -> "a parameter is out of its range (FF)";
      default -> "status %02X".formatted(status);
    };
  }
}
