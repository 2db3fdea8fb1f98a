package io.coldshelf.tag;

import io.coldshelf.tag.TagScheme.Reference;
import java.util.List;

/**
 * Where the company prefix ends (TDS 2.3, the partition tables of 14.6). All tables agree on the
 * prefix; what is behind it takes the rest of the bits and digits.
 *
 * @param value the field of three bits, 0 to 6
 */
record Partition(int value) {

  static final int BITS = 3;

  private static final int MIN_DIGITS = 6;
  private static final int MAX_DIGITS = 12;
  private static final List<Integer> COMPANY_BITS = List.of(40, 37, 34, 30, 27, 24, 20);

  Partition {
    if (value < 0 || value > MAX_DIGITS - MIN_DIGITS) {
      throw new UnfitException("partition " + value + " is reserved");
    }
  }

  static Partition ofDigits(int companyDigits) {
    if (companyDigits < MIN_DIGITS || companyDigits > MAX_DIGITS) {
      throw new UnfitException("a company prefix has 6 to 12 digits here, not " + companyDigits);
    }
    return new Partition(MAX_DIGITS - companyDigits);
  }

  int companyDigits() {
    return MAX_DIGITS - value;
  }

  int companyBits() {
    return COMPANY_BITS.get(value);
  }

  /** The most characters of the part behind the prefix. */
  int referenceDigits(TagScheme scheme) {
    return switch (scheme.kind()) {
      case SGTIN, DSGTIN, ITIP -> 13 - companyDigits();
      case SSCC, GSRN, GSRNP -> 17 - companyDigits();
      case SGLN, GRAI, GDTI, SGCN -> 12 - companyDigits();
      case CPI ->
          (scheme.reference() == Reference.UNPADDED ? 15 : KeyValue.MAX_VARIABLE) - companyDigits();
      case GIAI ->
          (scheme.reference() == Reference.UNPADDED ? 25 : KeyValue.MAX_VARIABLE) - companyDigits();
      case GID, USDOD, ADI -> throw new IllegalStateException(scheme + " has no partition");
    };
  }
}
