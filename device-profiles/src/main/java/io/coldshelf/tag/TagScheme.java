package io.coldshelf.tag;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ways to pack an identifier into a tag, each with a header of its own (TDS 2.3, table 14-1 and
 * 14.6).
 */
public enum TagScheme {
  /** Document type and numeric serial. */
  GDTI_96(0x2C, "GDTI-96", KeyKind.GDTI, 41, Reference.PADDED, Tail.INTEGER, 41),
  /** Service relation, recipient. */
  GSRN_96(0x2D, "GSRN-96", KeyKind.GSRN, 58, Reference.PADDED, Tail.RESERVED, 24),
  /** Service relation, provider. */
  GSRNP_96(0x2E, "GSRNP-96", KeyKind.GSRNP, 58, Reference.PADDED, Tail.RESERVED, 24),
  /** US Department of Defense. */
  USDOD_96(0x2F, "USDoD-96", KeyKind.USDOD, Form.DEFENCE),
  /** Trade item and numeric serial: what most goods in shops carry. */
  SGTIN_96(0x30, "SGTIN-96", KeyKind.SGTIN, 44, Reference.PADDED, Tail.INTEGER, 38),
  /** Shipping container. */
  SSCC_96(0x31, "SSCC-96", KeyKind.SSCC, 58, Reference.PADDED, Tail.RESERVED, 24),
  /** Location and numeric extension. */
  SGLN_96(0x32, "SGLN-96", KeyKind.SGLN, 41, Reference.PADDED, Tail.INTEGER, 41),
  /** Returnable asset and numeric serial. */
  GRAI_96(0x33, "GRAI-96", KeyKind.GRAI, 44, Reference.PADDED, Tail.INTEGER, 38),
  /** Individual asset, numeric. */
  GIAI_96(0x34, "GIAI-96", KeyKind.GIAI, 82, Reference.UNPADDED, Tail.NONE, 0),
  /** A general identifier that GS1 no longer issues. */
  GID_96(0x35, "GID-96", KeyKind.GID, Form.GENERAL),
  /** Trade item and serial of up to 20 characters. */
  SGTIN_198(0x36, "SGTIN-198", KeyKind.SGTIN, 44, Reference.PADDED, Tail.STRING, 140),
  /** Returnable asset and serial of up to 16 characters. */
  GRAI_170(0x37, "GRAI-170", KeyKind.GRAI, 44, Reference.PADDED, Tail.STRING, 112),
  /** Individual asset of up to 30 characters. */
  GIAI_202(0x38, "GIAI-202", KeyKind.GIAI, 188, Reference.STRING, Tail.NONE, 0),
  /** Location and extension of up to 20 characters. */
  SGLN_195(0x39, "SGLN-195", KeyKind.SGLN, 41, Reference.PADDED, Tail.STRING, 140),
  /** Document type and serial of up to 17 digits; deprecated since TDS 1.9, still met. */
  GDTI_113(0x3A, "GDTI-113", KeyKind.GDTI, 41, Reference.PADDED, Tail.NUMERIC_STRING, 58),
  /** Aerospace and defence. */
  ADI_VAR(0x3B, "ADI-var", KeyKind.ADI, Form.AEROSPACE),
  /** Component or part, numeric. */
  CPI_96(0x3C, "CPI-96", KeyKind.CPI, 51, Reference.UNPADDED, Tail.INTEGER, 31),
  /** Component or part of up to 30 characters. */
  CPI_VAR(0x3D, "CPI-var", KeyKind.CPI, 0, Reference.SIX_BIT, Tail.INTEGER, 40),
  /** Document type and serial of up to 17 characters. */
  GDTI_174(0x3E, "GDTI-174", KeyKind.GDTI, 41, Reference.PADDED, Tail.STRING, 119),
  /** Coupon and serial of up to 12 digits. */
  SGCN_96(0x3F, "SGCN-96", KeyKind.SGCN, 41, Reference.PADDED, Tail.NUMERIC_STRING, 41),
  /** Piece of a trade item and numeric serial. */
  ITIP_110(0x40, "ITIP-110", KeyKind.ITIP, 44, Reference.PADDED, Tail.INTEGER, 38),
  /** Piece of a trade item and serial of up to 20 characters. */
  ITIP_212(0x41, "ITIP-212", KeyKind.ITIP, 44, Reference.PADDED, Tail.STRING, 140),
  /** Component or part, with a host. */
  CPI_PLUS_PLUS(0xE6, "CPI++", KeyKind.CPI, Form.PLUS_PLUS),
  /** Service relation, recipient, with a host. */
  GSRN_PLUS_PLUS(0xE7, "GSRN++", KeyKind.GSRN, Form.PLUS_PLUS),
  /** Service relation, provider, with a host. */
  GSRNP_PLUS_PLUS(0xE8, "GSRNP++", KeyKind.GSRNP, Form.PLUS_PLUS),
  /** Location and extension, with a host. */
  SGLN_PLUS_PLUS(0xE9, "SGLN++", KeyKind.SGLN, Form.PLUS_PLUS),
  /** Document, with a host. */
  GDTI_PLUS_PLUS(0xEA, "GDTI++", KeyKind.GDTI, Form.PLUS_PLUS),
  /** Returnable asset, with a host. */
  GRAI_PLUS_PLUS(0xEB, "GRAI++", KeyKind.GRAI, Form.PLUS_PLUS),
  /** Coupon, with a host. */
  SGCN_PLUS_PLUS(0xEC, "SGCN++", KeyKind.SGCN, Form.PLUS_PLUS),
  /** Piece of a trade item, with a host. */
  ITIP_PLUS_PLUS(0xED, "ITIP++", KeyKind.ITIP, Form.PLUS_PLUS),
  /** Individual asset, with a host. */
  GIAI_PLUS_PLUS(0xEE, "GIAI++", KeyKind.GIAI, Form.PLUS_PLUS),
  /** Shipping container, with a host. */
  SSCC_PLUS_PLUS(0xEF, "SSCC++", KeyKind.SSCC, Form.PLUS_PLUS),
  /** Component or part. */
  CPI_PLUS(0xF0, "CPI+", KeyKind.CPI, Form.PLUS),
  /** Returnable asset. */
  GRAI_PLUS(0xF1, "GRAI+", KeyKind.GRAI, Form.PLUS),
  /** Location and extension. */
  SGLN_PLUS(0xF2, "SGLN+", KeyKind.SGLN, Form.PLUS),
  /** Piece of a trade item. */
  ITIP_PLUS(0xF3, "ITIP+", KeyKind.ITIP, Form.PLUS),
  /** Service relation, recipient. */
  GSRN_PLUS(0xF4, "GSRN+", KeyKind.GSRN, Form.PLUS),
  /** Service relation, provider. */
  GSRNP_PLUS(0xF5, "GSRNP+", KeyKind.GSRNP, Form.PLUS),
  /** Document. */
  GDTI_PLUS(0xF6, "GDTI+", KeyKind.GDTI, Form.PLUS),
  /** Trade item and serial. */
  SGTIN_PLUS(0xF7, "SGTIN+", KeyKind.SGTIN, Form.PLUS),
  /** Coupon. */
  SGCN_PLUS(0xF8, "SGCN+", KeyKind.SGCN, Form.PLUS),
  /** Shipping container. */
  SSCC_PLUS(0xF9, "SSCC+", KeyKind.SSCC, Form.PLUS),
  /** Individual asset. */
  GIAI_PLUS(0xFA, "GIAI+", KeyKind.GIAI, Form.PLUS),
  /** Trade item and serial behind a date: fresh food. */
  DSGTIN_PLUS(0xFB, "DSGTIN+", KeyKind.DSGTIN, Form.PLUS),
  /** Trade item and serial behind a date, with a host. */
  DSGTIN_PLUS_PLUS(0xFC, "DSGTIN++", KeyKind.DSGTIN, Form.PLUS_PLUS),
  /** Trade item and serial, with a host. */
  SGTIN_PLUS_PLUS(0xFD, "SGTIN++", KeyKind.SGTIN, Form.PLUS_PLUS);

  /** The width of the header. */
  static final int HEADER_BITS = 8;

  private static final Map<Integer, TagScheme> BY_HEADER =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(TagScheme::header, each -> each));

  /** The families, each with a codec. */
  enum Form {
    CLASSIC,
    PLUS,
    PLUS_PLUS,
    GENERAL,
    DEFENCE,
    AEROSPACE
  }

  /** How the part behind the company prefix is packed (TDS 2.3, 14.3.3 to 14.3.5 and 14.3.9). */
  enum Reference {
    PADDED,
    UNPADDED,
    STRING,
    SIX_BIT
  }

  /** What follows that part (TDS 2.3, 14.3.1, 14.3.2 and 14.3.6). */
  enum Tail {
    NONE,
    RESERVED,
    INTEGER,
    STRING,
    NUMERIC_STRING
  }

  private final int header;
  private final String label;
  private final KeyKind kind;
  private final Form form;
  private final int bodyBits;
  private final Reference reference;
  private final Tail tail;
  private final int tailBits;

  TagScheme(
      int header,
      String label,
      KeyKind kind,
      int bodyBits,
      Reference reference,
      Tail tail,
      int tailBits) {
    this(header, label, kind, Form.CLASSIC, new Widths(bodyBits, tailBits), reference, tail);
  }

  TagScheme(int header, String label, KeyKind kind, Form form) {
    this(header, label, kind, form, new Widths(0, 0), Reference.PADDED, Tail.NONE);
  }

  TagScheme(
      int header,
      String label,
      KeyKind kind,
      Form form,
      Widths widths,
      Reference reference,
      Tail tail) {
    this.header = header;
    this.label = label;
    this.kind = kind;
    this.form = form;
    this.bodyBits = widths.body();
    this.reference = reference;
    this.tail = tail;
    this.tailBits = widths.tail();
  }

  private record Widths(int body, int tail) {}

  /**
   * The first eight bits of such a tag.
   *
   * @return 0x2C to 0xFD
   */
  public int header() {
    return header;
  }

  /**
   * The name in the standard.
   *
   * @return as {@code SGTIN-96}
   */
  public String label() {
    return label;
  }

  /** The name in {@code urn:epc:tag:…}. */
  String uriName() {
    return label.toLowerCase(Locale.ROOT);
  }

  KeyKind kind() {
    return kind;
  }

  Form form() {
    return form;
  }

  /** The bits of company prefix and reference together; 0 where they vary. */
  int bodyBits() {
    return bodyBits;
  }

  Reference reference() {
    return reference;
  }

  Tail tail() {
    return tail;
  }

  int tailBits() {
    return tailBits;
  }

  /**
   * Whether a tag of this scheme tells how long the company prefix is. Only such a tag has EPC
   * URIs; the others have a Digital Link alone.
   *
   * @return true for schemes that are older than TDS 2.0 and hold a GS1 key
   */
  public boolean hasCompanyPrefix() {
    return form == Form.CLASSIC;
  }

  /**
   * Whether a tag of this scheme names the host of its Digital Link.
   *
   * @return true for the '++' schemes
   */
  public boolean hasHost() {
    return form == Form.PLUS_PLUS;
  }

  /**
   * Finds a scheme by a tag's first eight bits.
   *
   * @param header 0 to 255
   * @return the scheme, or nothing for a reserved header
   */
  public static Optional<TagScheme> ofHeader(int header) {
    return Optional.ofNullable(BY_HEADER.get(header));
  }

  /**
   * Finds a scheme by its name.
   *
   * @param label as {@code SGTIN-96}, in either case
   * @return the scheme, or nothing
   */
  public static Optional<TagScheme> ofLabel(String label) {
    return Stream.of(values()).filter(scheme -> scheme.label.equalsIgnoreCase(label)).findFirst();
  }

  @Override
  public String toString() {
    return label;
  }
}
