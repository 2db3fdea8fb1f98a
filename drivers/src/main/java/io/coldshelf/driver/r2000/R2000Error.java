package io.coldshelf.driver.r2000;

/** Error codes (UHF RFID Reader Serial Interface Protocol V3.7, 3). */
final class R2000Error {

  static final int SUCCESS = 0x10;
  static final int ANTENNA_MISSING = 0x22;
  static final int NO_TAG = 0x36;

  private R2000Error() {}

  static String words(int code) {
    return switch (code) {
      case SUCCESS -> "done (10)";
      case 0x11 -> "it failed (11)";
      case 0x20 -> "its controller had to restart (20)";
      case 0x21 -> "its carrier could not be switched on (21)";
      case ANTENNA_MISSING -> "an antenna is missing (22)";
      case 0x23, 0x24 -> "its memory for settings is faulty (%02X)".formatted(code);
      case 0x25 -> "it could not set the power (25)";
      case 0x31 -> "the inventory failed (31)";
      case NO_TAG -> "no tag answered (36)";
      case 0x41 -> "a parameter is wrong (41)";
      case 0x46 -> "the address is wrong (46)";
      case 0x47 -> "it has no antenna of that number (47)";
      case 0x48 -> "the power is out of its range (48)";
      case 0x49, 0x4F -> "it does not know the region or its frequencies (%02X)".formatted(code);
      case 0x52 -> "its oscillator is not stable (52)";
      case 0x53 -> "its radio chip gives no answer (53)";
      case 0x54 -> "it does not reach the power that is set (54)";
      case 0x55 -> "its firmware is not allowed on this radio chip (55)";
      case 0x56 -> "its region is not allowed on this radio chip (56)";
      case 0x57 -> "the power is too low (57)";
      default -> "error %02X".formatted(code);
    };
  }
}
