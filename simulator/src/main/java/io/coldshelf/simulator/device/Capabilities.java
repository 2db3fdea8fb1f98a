package io.coldshelf.simulator.device;

/** What GET_READER_CAPABILITIES tells (LLRP 1.0.1, 9.2 and 15). */
final class Capabilities {

  static final int MAX_RO_SPECS = 16;
  static final int HOP_TABLE = 1;
  static final int POWER_LEVELS = 81;

  private static final int ALL = 0;
  private static final int GENERAL = 1;
  private static final int LLRP = 2;
  private static final int REGULATORY = 3;
  private static final int AIR_PROTOCOL = 4;

  /** Channels 902.75 to 927.25 MHz, 500 kHz apart (FCC part 15.247). */
  static final int CHANNELS = 50;

  private static final int CHINA = 156;
  private static final int US_FCC_PART_15 = 1;

  private Capabilities() {}

  static boolean isKnown(int requested) {
    return requested >= ALL && requested <= AIR_PROTOCOL;
  }

  static void write(LlrpBytes out, ReaderModel model, int requested) {
    if (requested == ALL || requested == GENERAL) {
      out.tlv(137, general -> general(general, model));
    }
    if (requested == ALL || requested == LLRP) {
      // Can warn of a full buffer and hold reports; one priority, no access to tags' memory.
      out.tlv(
          142,
          llrp -> llrp.u8(0b01001000).u8(7).u16(0).u32(MAX_RO_SPECS).u32(16).u32(1).u32(0).u32(0));
    }
    if (requested == ALL || requested == REGULATORY) {
      out.tlv(143, Capabilities::regulatory);
    }
    if (requested == ALL || requested == AIR_PROTOCOL) {
      out.tlv(327, c1g2 -> c1g2.u8(0).u16(2));
    }
  }

  private static void general(LlrpBytes out, ReaderModel model) {
    // Antenna properties are fixed; the reader has a clock.
    out.u16(model.antennas()).u16(0x4000).u32(model.vendor()).u32(model.model());
    out.text(model.firmware());
    out.tlv(139, sensitivity -> sensitivity.u16(1).u16(-80));
    out.tlv(141, ports -> ports.u16(0).u16(0));
    for (int antenna = 1; antenna <= model.antennas(); antenna++) {
      int id = antenna;
      out.tlv(140, protocols -> protocols.u16(id).u16(1).u8(1));
    }
  }

  private static void regulatory(LlrpBytes out) {
    out.u16(CHINA).u16(US_FCC_PART_15).tlv(144, Capabilities::band);
  }

  private static void band(LlrpBytes out) {
    for (int level = 1; level <= POWER_LEVELS; level++) {
      int index = level;
      // 10 dBm to 30 dBm by a quarter, in hundredths.
      out.tlv(145, power -> power.u16(index).u16(1000 + 25 * (index - 1)));
    }
    out.tlv(
        146,
        frequencies ->
            frequencies
                .u8(0x80)
                .tlv(
                    147,
                    hops -> {
                      hops.u8(HOP_TABLE).u8(0).u16(CHANNELS);
                      for (int channel = 0; channel < CHANNELS; channel++) {
                        hops.u32(902_750 + 500 * channel);
                      }
                    }));
    // One mode: divide ratio 64/3, Miller 4, PR-ASK, dense reader, 274 kbit/s, Tari 20 us.
    out.tlv(
        328,
        modes ->
            modes.tlv(
                329,
                mode ->
                    mode.u32(1000)
                        .u8(0x80)
                        .u8(2)
                        .u8(0)
                        .u8(3)
                        .u32(274_000)
                        .u32(1500)
                        .u32(20_000)
                        .u32(20_000)
                        .u32(0)));
  }
}
