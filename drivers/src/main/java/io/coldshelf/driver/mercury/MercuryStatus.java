package io.coldshelf.driver.mercury;

/** How it went (Mercury API, status codes of serial readers). */
final class MercuryStatus {

  static final int SUCCESS = 0x0000;

  /** In a stream: nothing new, and the module lives. */
  static final int NO_TAGS = 0x0400;

  static final int NO_ANTENNA = 0x0503;
  static final int TOO_HOT = 0x0504;
  static final int HIGH_RETURN_LOSS = 0x0505;

  private MercuryStatus() {}

  static String words(int status) {
    return switch (status) {
      case 0x0100 -> "the command has the wrong length for it (0100)";
      case 0x0101, 0x0102 -> "it does not know the command (%04X)".formatted(status);
      case 0x0103 -> "the power is more than it can send (0103)";
      case 0x0104, 0x0500 -> "it may not send on this frequency (%04X)".formatted(status);
      case 0x0105 -> "a parameter is out of its range (0105)";
      case 0x0106 -> "the power is less than it can send (0106)";
      case 0x0109 -> "this model cannot do that (0109)";
      case NO_TAGS -> "no tag answered (0400)";
      case 0x0401 -> "no protocol of tags is set (0401)";
      case 0x0402 -> "it does not speak this protocol of tags (0402)";
      case 0x0501 -> "every channel is in use by others (0501)";
      case NO_ANTENNA -> "an antenna is not connected (0503)";
      case TOO_HOT -> "it is too hot (0504)";
      case HIGH_RETURN_LOSS -> "an antenna sends back what it should radiate (0505)";
      case 0x0507 -> "it has no such antennas (0507)";
      case 0x0509 -> "its supply voltage is out of range (0509)";
      default -> "status %04X".formatted(status);
    };
  }
}
