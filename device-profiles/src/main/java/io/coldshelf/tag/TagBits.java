package io.coldshelf.tag;

import io.coldshelf.model.Epc;

/** What may follow an identifier in a tag. */
final class TagBits {

  private TagBits() {}

  /**
   * Zeros up to the end of the tag's last word, or of what was read beyond it (TDS 2.3, 18.1.2).
   */
  static Epc wantPadding(BitReader from) {
    Epc rest = from.rest();
    if (!isZero(rest)) {
      throw new UnfitException("bits behind the identifier are not zero");
    }
    return rest;
  }

  static boolean isZero(Epc bits) {
    for (byte each : bits.bytes()) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }
}
