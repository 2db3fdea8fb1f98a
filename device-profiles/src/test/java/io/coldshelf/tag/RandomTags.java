package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import io.coldshelf.tag.TagScheme.Reference;
import io.coldshelf.tag.TagScheme.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes valid tags of any scheme, by the rules of the standard and not by the codec's. */
final class RandomTags {

  private static final String SET_82 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!\"%&'()*+,-./:;<=>?_";
  private static final String SET_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ#-/";
  private static final String CODE = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final List<String> ALPHABETS =
      List.of(
          "0123456789",
          "0123456789ABCDEF",
          "0123456789abcdef",
          "ABCxyz019-_",
          "ABCXYZ019-.:",
          SET_82);
  private static final List<String> HOSTS =
      List.of(
          "example.com", "id.gs1.org", "qr.shop.co.uk", "a.b-c.tech:8443", "com", "x.zw", "www.");

  private final RandomGenerator random;

  RandomTags(RandomGenerator random) {
    this.random = random;
  }

  TagData tag(TagScheme scheme) {
    return switch (scheme.form()) {
      case CLASSIC -> classic(scheme);
      case PLUS, PLUS_PLUS -> plus(scheme);
      case GENERAL -> IndustryId.of(scheme, 0, List.of(number(28), number(24), number(36)));
      case DEFENCE ->
          IndustryId.of(scheme, random.nextInt(16), List.of(text(CODE, 5, 6), number(36)));
      case AEROSPACE ->
          IndustryId.of(
              scheme,
              random.nextInt(64),
              List.of(
                  text(CODE, 5, 6),
                  text(SET_39.replace("#", ""), 0, 32),
                  (random.nextBoolean() ? "#" : "0") + text(SET_39.replace("#", ""), 0, 29)));
    };
  }

  GsKey classic(TagScheme scheme) {
    return classic(scheme, random.nextInt(6, 13));
  }

  GsKey classic(TagScheme scheme, int companyDigits) {
    KeyKind kind = scheme.kind();
    String key =
        switch (kind) {
          case GIAI ->
              digits(companyDigits)
                  + (scheme.reference() == Reference.STRING
                      ? text(SET_82, 1, 30 - companyDigits)
                      : String.valueOf(random.nextLong(1L << 42)));
          case CPI ->
              digits(companyDigits)
                  + (scheme.reference() == Reference.SIX_BIT
                      ? text(SET_39, 1, 30 - companyDigits)
                      : String.valueOf(random.nextInt(1000)));
          default -> checked(kind);
        };
    String serial =
        scheme.tail() == Tail.INTEGER
            ? String.valueOf(random.nextLong(1L << Math.min(39, scheme.tailBits())))
            : scheme.tail() == Tail.STRING
                ? text(alphabet(), 1, kind.maxSerial())
                : scheme.tail() == Tail.NUMERIC_STRING
                    ? digits(random.nextInt(1, 1 + Math.min(kind.maxSerial(), 12)))
                    : "";
    return new GsKey(
        scheme,
        random.nextInt(8),
        companyDigits,
        new KeyValue(kind, key, serial, List.of()).elements(),
        Writing.PLAIN.withRest(zeros(random.nextInt(17))));
  }

  GsKey plus(TagScheme scheme) {
    KeyKind kind = scheme.kind();
    String key =
        switch (kind) {
          case GIAI -> digits(random.nextInt(4, 13)) + text(alphabet(), 0, 18);
          case CPI -> digits(random.nextInt(4, 13)) + text(SET_39, 0, 18);
          default -> checked(kind);
        };
    boolean serial = kind.maxSerial() > 0 && kind != KeyKind.GIAI;
    List<Element> date = new ArrayList<>();
    if (kind == KeyKind.DSGTIN) {
      date.add(
          new Element(
              GsDate.PRIORITISED.get(random.nextInt(7)),
              "%02d%02d%02d"
                  .formatted(random.nextInt(100), random.nextInt(1, 13), random.nextInt(30))));
    }
    KeyValue value =
        new KeyValue(
            kind,
            key,
            !serial
                ? ""
                : kind.numericSerial()
                    ? digits(random.nextInt(1, 13))
                    : text(alphabet(), 1, kind.maxSerial()),
            date);
    Writing writing =
        Writing.PLAIN
            .withDataFollows(random.nextBoolean())
            .withText(encoding(PlusCodec.text(value)));
    if (scheme.hasHost()) {
      writing = writing.withHost(host());
    }
    Epc rest = random.nextBoolean() ? zeros(random.nextInt(17)) : bits(random.nextInt(80));
    return new GsKey(scheme, random.nextInt(8), 0, value.elements(), writing.withRest(rest));
  }

  /** Any encoding that can hold the text; a tag need not have the shortest. */
  private TextEncoding encoding(String text) {
    List<TextEncoding> able = new ArrayList<>();
    for (TextEncoding each : TextEncoding.values()) {
      if (each.holds(text)) {
        able.add(each);
      }
    }
    return text.isEmpty() ? TextEncoding.NUMERIC : able.get(random.nextInt(able.size()));
  }

  private HostName host() {
    String name = HOSTS.get(random.nextInt(HOSTS.size()));
    return switch (random.nextInt(3)) {
      case 0 -> HostName.of(name);
      case 1 -> new HostName(false, name.chars().mapToObj(Character::toString).toList());
      default ->
          new HostName(
              true, name.toUpperCase(Locale.ROOT).chars().mapToObj(Character::toString).toList());
    };
  }

  private String checked(KeyKind kind) {
    String body = digits(kind.checkedDigits() - 1);
    if (kind == KeyKind.GRAI) {
      body = "0" + body.substring(1);
    }
    return body + CheckDigit.of(body) + (kind == KeyKind.ITIP ? digits(4) : "");
  }

  private String alphabet() {
    return ALPHABETS.get(random.nextInt(ALPHABETS.size()));
  }

  String digits(int count) {
    return text("0123456789", count, count);
  }

  private String number(int bits) {
    return String.valueOf(random.nextLong(1L << bits));
  }

  private String text(String alphabet, int min, int max) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(min, max + 1); left > 0; left--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static Epc zeros(int bits) {
    return Epc.of(new byte[(bits + 7) / 8], bits);
  }

  Epc bits(int count) {
    byte[] bytes = new byte[(count + 7) / 8];
    random.nextBytes(bytes);
    return Epc.of(bytes, count);
  }
}
