package io.coldshelf.tag;

/** The GS1 keys and others that a tag can carry, whatever the scheme that packs them. */
enum KeyKind {
  SGTIN("sgtin", "01", 14, "21", 20),
  DSGTIN("dsgtin", "01", 14, "21", 20),
  SSCC("sscc", "00", 18, "", 0),
  SGLN("sgln", "414", 13, "254", 20),
  GRAI("grai", "8003", 14, "", 16),
  GIAI("giai", "8004", 0, "", 30),
  GSRN("gsrn", "8018", 18, "", 0),
  GSRNP("gsrnp", "8017", 18, "", 0),
  GDTI("gdti", "253", 13, "", 17),
  CPI("cpi", "8010", 0, "8011", 12),
  SGCN("sgcn", "255", 13, "", 12),
  ITIP("itip", "8006", 18, "21", 20),
  GID("gid", "", 0, "", 0),
  USDOD("usdod", "", 0, "", 0),
  ADI("adi", "", 0, "", 0);

  private final String uriName;
  private final String ai;
  private final int digits;
  private final String serialAi;
  private final int maxSerial;

  KeyKind(String uriName, String ai, int digits, String serialAi, int maxSerial) {
    this.uriName = uriName;
    this.ai = ai;
    this.digits = digits;
    this.serialAi = serialAi;
    this.maxSerial = maxSerial;
  }

  /** Its name in {@code urn:epc:id:…}. */
  String uriName() {
    return uriName;
  }

  /** The application identifier of the key itself. */
  String ai() {
    return ai;
  }

  /** The digits that every key of the kind begins with, check digit included; 0 where they vary. */
  int digits() {
    return digits;
  }

  /** The application identifier of the serial part, or nothing where the key's value holds it. */
  String serialAi() {
    return serialAi;
  }

  /** The most characters of the serial part; 0 where there is none. */
  int maxSerial() {
    return maxSerial;
  }

  /** Whether the serial part may have digits only. */
  boolean numericSerial() {
    return this == CPI || this == SGCN;
  }

  /** The digits up to and with the check digit; an ITIP has piece and total behind it. */
  int checkedDigits() {
    return this == ITIP ? 14 : digits;
  }
}
