package io.coldshelf.simulator.device;

/** The kinds of RFID module that {@link RfidModule} can be. */
public enum RfidModel {
  /** MagicRF M100: one antenna. */
  M100,
  /** Chafon UHFReader18: one antenna, no signal strength. */
  UHF_READER_18,
  /** Chafon UHFReader288: four antennas, an index for signal strength. */
  UHF_READER_288,
  /** A reader with Impinj's R2000: eight antennas. */
  R2000,
  /** ThingMagic M6e: four antennas. Begins in its boot loader. */
  M6E,
  /** ThingMagic M6e Nano: one antenna, no European region. Begins in its boot loader. */
  M6E_NANO
}
