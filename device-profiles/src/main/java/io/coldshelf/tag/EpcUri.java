package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The EPC's own URIs: pure identity, tag and raw (TDS 2.3, sections 6 and 12). */
public final class EpcUri {

  private static final String IDENTITY = "urn:epc:id:";
  private static final String TAG = "urn:epc:tag:";
  private static final String RAW = "urn:epc:raw:";
  private static final int MAX_DIGITS = 5;

  private EpcUri() {}

  static String identity(GsKey tag) {
    return IDENTITY + tag.scheme().kind().uriName() + ":" + join(fields(tag));
  }

  static String tag(GsKey tag) {
    return TAG + tag.scheme().uriName() + ":" + tag.filter() + "." + join(fields(tag));
  }

  static String identity(IndustryId tag) {
    return IDENTITY + tag.scheme().kind().uriName() + ":" + join(tag.fields());
  }

  static String tag(IndustryId tag) {
    String filter = tag.scheme() == TagScheme.GID_96 ? "" : tag.filter() + ".";
    return TAG + tag.scheme().uriName() + ":" + filter + join(tag.fields());
  }

  private static List<String> fields(GsKey tag) {
    Parts parts = Parts.of(tag.value(), tag.companyPrefixDigits());
    List<String> fields = new ArrayList<>(List.of(parts.company(), parts.reference()));
    if (!parts.pieces().isEmpty()) {
      fields.add(parts.pieces().substring(0, 2));
      fields.add(parts.pieces().substring(2));
    }
    if (fields.size() < fieldCount(tag.scheme().kind())) {
      fields.add(parts.serial());
    }
    return fields;
  }

  private static String join(List<String> fields) {
    return fields.stream().map(Escapes::forEpcUri).collect(Collectors.joining("."));
  }

  private static int fieldCount(KeyKind kind) {
    return switch (kind) {
      case SSCC, GIAI, GSRN, GSRNP, USDOD -> 2;
      case SGTIN, DSGTIN, SGLN, GRAI, GDTI, CPI, SGCN, GID, ADI -> 3;
      case ITIP -> 5;
    };
  }

  /**
   * Reads a tag URI or a raw URI.
   *
   * @param uri {@code urn:epc:tag:…} or {@code urn:epc:raw:…}
   * @return the tag; for a raw URI what its bits say
   * @throws IllegalArgumentException for anything else, with what is wrong
   */
  public static TagData parse(String uri) {
    if (uri.startsWith(RAW)) {
      return raw(uri.substring(RAW.length()));
    }
    if (!uri.startsWith(TAG)) {
      throw new UnfitException("neither a tag URI nor a raw URI: '" + uri + "'");
    }
    String rest = uri.substring(TAG.length());
    int colon = rest.indexOf(':');
    String name = colon < 0 ? rest : rest.substring(0, colon);
    TagScheme scheme =
        Stream.of(TagScheme.values())
            .filter(each -> each.uriName().equals(name) && hasUri(each))
            .findFirst()
            .orElseThrow(
                () -> new UnfitException("no scheme is called '" + name + "' in a tag URI"));
    String body = colon < 0 ? "" : rest.substring(colon + 1);
    if (scheme == TagScheme.GID_96) {
      return tag(scheme, 0, body);
    }
    int dot = body.indexOf('.');
    return tag(scheme, number(dot < 0 ? body : body.substring(0, dot)), body.substring(dot + 1));
  }

  /**
   * Reads a pure identity URI, for the shortest tag that can hold it.
   *
   * @param uri {@code urn:epc:id:…}
   * @param filter the tag's filter value
   * @return the tag
   * @throws IllegalArgumentException for anything else, with what is wrong
   */
  public static TagData parseIdentity(String uri, int filter) {
    UnfitException last = new UnfitException("no tag can carry '" + uri + "'");
    for (TagScheme scheme : TagScheme.values()) {
      if (hasUri(scheme) && scheme != TagScheme.GDTI_113 && isOf(uri, scheme)) {
        try {
          return parseIdentity(uri, filter, scheme);
        } catch (UnfitException tooNarrow) {
          last = tooNarrow;
        }
      }
    }
    throw last;
  }

  /**
   * Reads a pure identity URI, for a tag of a certain scheme.
   *
   * @param uri {@code urn:epc:id:…}
   * @param filter the tag's filter value
   * @param scheme one that has tag URIs
   * @return the tag
   * @throws IllegalArgumentException for anything else, with what is wrong
   */
  public static TagData parseIdentity(String uri, int filter, TagScheme scheme) {
    if (!hasUri(scheme) || !isOf(uri, scheme)) {
      throw new UnfitException(scheme + " cannot carry '" + uri + "'");
    }
    return tag(scheme, filter, uri.substring(prefix(scheme).length()));
  }

  private static boolean hasUri(TagScheme scheme) {
    return switch (scheme.form()) {
      case CLASSIC, GENERAL, DEFENCE, AEROSPACE -> true;
      case PLUS, PLUS_PLUS -> false;
    };
  }

  private static boolean isOf(String uri, TagScheme scheme) {
    return uri.startsWith(prefix(scheme));
  }

  private static String prefix(TagScheme scheme) {
    return IDENTITY + scheme.kind().uriName() + ":";
  }

  private static TagData tag(TagScheme scheme, int filter, String body) {
    KeyKind kind = scheme.kind();
    // A serial number may have dots of its own; nothing else can, and it comes last.
    List<String> fields =
        Stream.of(body.split("\\.", fieldCount(kind))).map(Escapes::undo).toList();
    if (fields.size() != fieldCount(kind)) {
      throw new UnfitException(
          "a " + kind + " has " + fieldCount(kind) + " fields between dots: '" + body + "'");
    }
    if (!scheme.hasCompanyPrefix()) {
      return IndustryId.of(scheme, filter, fields);
    }
    String company = fields.getFirst();
    String pieces = kind == KeyKind.ITIP ? wantPieces(fields.get(2), fields.get(3)) : "";
    String serial = fieldCount(kind) > 2 ? fields.getLast() : "";
    Letters.wantDigits(company, company.length(), "a company prefix");
    KeyValue value = new Parts(company, fields.get(1), pieces, serial).join(kind);
    return GsKey.of(scheme, filter, company.length(), value.elements());
  }

  private static String wantPieces(String piece, String total) {
    return Letters.wantDigits(piece, 2, "a piece's number")
        + Letters.wantDigits(total, 2, "the count of pieces");
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > MAX_DIGITS || !Letters.digits(digits)) {
      throw new UnfitException("not a number: '" + digits + "'");
    }
    return Integer.parseInt(digits);
  }

  private static TagData raw(String body) {
    String[] parts = body.split("\\.", -1);
    boolean hexadecimal =
        (parts.length == 2 || parts.length == 3)
            && Stream.of(parts).skip(1).allMatch(part -> part.matches("x[0-9A-Fa-f]+"));
    int bits = number(parts[0]);
    if (!hexadecimal || bits > Epc.MAX_BITS) {
      throw new UnfitException("a raw URI is LENGTH.xHEX, not '" + body + "'");
    }
    BigInteger number = new BigInteger(parts[parts.length - 1].substring(1), 16);
    Epc epc = new BitWriter().put(number, bits).epc();
    Optional<BigInteger> afi =
        parts.length == 3
            ? Optional.of(new BigInteger(parts[1].substring(1), 16))
            : Optional.empty();
    if (afi.isEmpty()) {
      return TagData.decode(epc);
    }
    int family = afi.get().bitLength() > 8 ? -1 : afi.get().intValue();
    return new Raw(epc, OptionalInt.of(family), "a tag of an ISO application family, not of GS1");
  }
}
