package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.util.ArrayList;
import java.util.List;

/**
 * The schemes of TDS 2.0 and, with a host behind, 2.3 (TDS 2.3, 14.5).
 *
 * <pre>
 *  header  more data  filter  [date]  key                      serial part         [host]
 *  8       1          3       4 + 16  4 a digit, check digit   3 + 5 + characters  1 + 6 + units
 *                                     included
 * </pre>
 *
 * <p>A GIAI and a CPI have their leading digits at four bits each, then F, or E and the rest as a
 * text. The serial of a CPI and of a coupon is a number of 4 + so many bits.
 */
final class PlusCodec {

  private static final int FILTER_BITS = 3;
  private static final int DIGIT_BITS = 4;
  private static final int TEXT_BITS = 5;
  private static final int NUMBER_BITS = 4;
  private static final int DELIMITER = 0xE;
  private static final int TERMINATOR = 0xF;

  private final TagScheme scheme;
  private final KeyKind kind;

  PlusCodec(TagScheme scheme) {
    this.scheme = scheme;
    this.kind = scheme.kind();
  }

  /** What reading a text finds: the characters and how they are packed. */
  private record Text(String value, TextEncoding encoding) {

    static final Text NONE = new Text("", TextEncoding.NUMERIC);
  }

  GsKey read(BitReader from) {
    Writing writing = Writing.PLAIN.withDataFollows(from.take(1) == 1);
    int filter = (int) from.take(FILTER_BITS);
    List<Element> date = new ArrayList<>();
    if (kind == KeyKind.DSGTIN) {
      date.add(GsDate.read(from));
    }
    String key;
    Text text = Text.NONE;
    if (kind.digits() == 0) {
      text = readDelimited(from);
      key = text.value();
    } else {
      key = readDigits(from, kind.digits());
    }
    String serial = "";
    if (kind.numericSerial()) {
      serial = TextEncoding.readNumber(from, wantLength(from.take(NUMBER_BITS), kind.maxSerial()));
    } else if (kind.maxSerial() > 0 && kind.digits() > 0) {
      text = readText(from, kind.maxSerial());
      serial = text.value();
    }
    writing = writing.withText(text.encoding());
    if (scheme.hasHost()) {
      writing = writing.withHost(HostName.read(from));
    }
    return new GsKey(
        scheme,
        filter,
        0,
        new KeyValue(kind, key, serial, date).elements(),
        writing.withRest(from.rest()));
  }

  private static String readDigits(BitReader from, int count) {
    StringBuilder digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      long digit = from.take(DIGIT_BITS);
      if (digit > 9) {
        throw new UnfitException("a digit of the key is " + Long.toHexString(digit));
      }
      digits.append(digit);
    }
    return digits.toString();
  }

  private static Text readText(BitReader from, int maxLength) {
    long indicator = from.take(TextEncoding.INDICATOR_BITS);
    TextEncoding encoding =
        TextEncoding.ofIndicator(indicator)
            .orElseThrow(() -> new UnfitException("text encoding " + indicator + " is reserved"));
    int length = wantLength(from.take(TEXT_BITS), maxLength);
    return new Text(encoding.read(from, length), encoding);
  }

  private static int wantLength(long length, int maxLength) {
    if (length == 0 || length > maxLength) {
      throw new UnfitException(
          "a serial part has 1 to " + maxLength + " characters, not " + length);
    }
    return (int) length;
  }

  private static Text readDelimited(BitReader from) {
    StringBuilder digits = new StringBuilder();
    while (true) {
      int digit = (int) from.take(DIGIT_BITS);
      if (digit == TERMINATOR) {
        return new Text(digits.toString(), TextEncoding.NUMERIC);
      }
      if (digit == DELIMITER) {
        Text rest = readText(from, KeyValue.MAX_VARIABLE);
        if (Letters.isDigit(rest.value().charAt(0))) {
          throw new UnfitException("a digit behind the end of the leading digits");
        }
        return new Text(digits + rest.value(), rest.encoding());
      }
      if (digit > 9 || digits.length() == KeyValue.MAX_VARIABLE) {
        throw new UnfitException("the leading digits have no end");
      }
      digits.append(digit);
    }
  }

  Epc write(GsKey.Fields tag) {
    KeyValue value = tag.value();
    Writing writing = tag.writing();
    BitWriter to = new BitWriter();
    to.put(scheme.header(), TagScheme.HEADER_BITS)
        .put(writing.dataFollows() ? 1 : 0, 1)
        .put(tag.filter(), FILTER_BITS);
    value.date().forEach(date -> GsDate.write(to, date));
    int digits = KeyValue.leadingDigits(value.key());
    value.key().chars().limit(digits).forEach(c -> to.put(c - '0', DIGIT_BITS));
    if (kind.digits() == 0) {
      String letters = value.key().substring(digits);
      to.put(letters.isEmpty() ? TERMINATOR : DELIMITER, DIGIT_BITS);
      if (!letters.isEmpty()) {
        writeText(to, letters, writing.text());
      }
    }
    if (kind.numericSerial()) {
      to.put(value.serial().length(), NUMBER_BITS);
      TextEncoding.writeNumber(to, value.serial());
    } else if (kind.maxSerial() > 0 && kind.digits() > 0) {
      writeText(to, value.serial(), writing.text());
    }
    if (scheme.hasHost()) {
      writing.host().write(to);
    }
    return to.put(writing.rest()).epc();
  }

  private static void writeText(BitWriter to, String text, TextEncoding encoding) {
    to.put(encoding.indicator(), TextEncoding.INDICATOR_BITS).put(text.length(), TEXT_BITS);
    encoding.write(to, text);
  }

  /** The text of a value that {@link TextEncoding} packs; empty where there is none. */
  static String text(KeyValue value) {
    if (value.kind().digits() == 0) {
      return value.key().substring(KeyValue.leadingDigits(value.key()));
    }
    return value.kind().numericSerial() ? "" : value.serial();
  }
}
