package io.coldshelf.tag;

import java.util.List;

/**
 * A GS1 key cut where its company prefix ends, without check digit: the fields of an EPC URI and of
 * the older schemes (TDS 2.3, section 7).
 *
 * @param company the company prefix
 * @param reference what the company numbers; an indicator or extension digit comes first
 * @param pieces number and count of an ITIP's pieces, four digits; empty for others
 * @param serial the serial part, or nothing
 */
record Parts(String company, String reference, String pieces, String serial) {

  /** Cuts a key. */
  static Parts of(KeyValue value, int companyDigits) {
    String key = value.key();
    int lead = leadingDigits(value.kind());
    int end = bodyEnd(value);
    if (lead + companyDigits > end) {
      throw new UnfitException(key + " is shorter than a company prefix of " + companyDigits);
    }
    String company = key.substring(lead, lead + companyDigits);
    if (!Letters.digits(company)) {
      throw new UnfitException("not a company prefix of " + companyDigits + " digits: " + key);
    }
    String leading = value.kind() == KeyKind.GRAI ? "" : key.substring(0, lead);
    String pieces = value.kind() == KeyKind.ITIP ? key.substring(end + 1) : "";
    return new Parts(
        company, leading + key.substring(lead + companyDigits, end), pieces, value.serial());
  }

  /** Puts a key together, with its check digit. */
  KeyValue join(KeyKind kind) {
    String body =
        switch (kind) {
          case SGTIN, DSGTIN, ITIP, SSCC -> {
            if (reference.isEmpty()) {
              throw new UnfitException("the reference of a " + kind + " is missing");
            }
            yield reference.charAt(0) + company + reference.substring(1);
          }
          case GRAI -> "0" + company + reference;
          case SGLN, GDTI, SGCN, GSRN, GSRNP, GIAI, CPI -> company + reference;
          case GID, USDOD, ADI -> throw new UnfitException(kind + " has no company prefix");
        };
    boolean checked = kind.digits() > 0;
    String key = checked ? body + CheckDigit.of(body) + pieces : body;
    return new KeyValue(kind, key, serial, List.of());
  }

  /** The digits of the key before the company prefix. */
  private static int leadingDigits(KeyKind kind) {
    return switch (kind) {
      case SGTIN, DSGTIN, ITIP, SSCC, GRAI -> 1;
      case SGLN, GDTI, SGCN, GSRN, GSRNP, GIAI, CPI -> 0;
      case GID, USDOD, ADI -> throw new UnfitException(kind + " has no company prefix");
    };
  }

  /** Where the key's own digits end: at its check digit, if it has one. */
  private static int bodyEnd(KeyValue value) {
    int checked = value.kind().checkedDigits();
    return checked == 0 ? value.key().length() : checked - 1;
  }
}
