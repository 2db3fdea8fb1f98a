package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.math.BigInteger;

/**
 * The schemes from before TDS 2.0, which say where the company prefix ends (TDS 2.3, 14.3, 14.4).
 *
 * <pre>
 *  header  filter  partition  company prefix  reference  [piece total]  serial or zeros
 *  8       3       3          20 … 40         the rest   7 + 7          by scheme
 * </pre>
 */
final class ClassicCodec {

  private static final int FILTER_BITS = 3;
  private static final int PIECE_BITS = 7;
  private static final int MAX_PIECE = 99;
  private static final int CHARACTER_BITS = 7;
  private static final char STRING_MARK = '1';

  private final TagScheme scheme;

  ClassicCodec(TagScheme scheme) {
    this.scheme = scheme;
  }

  GsKey read(BitReader from) {
    int filter = (int) from.take(FILTER_BITS);
    Partition partition = new Partition((int) from.take(Partition.BITS));
    String company =
        padded(from.takeBig(partition.companyBits()), partition.companyDigits(), "company prefix");
    String reference = readReference(from, partition);
    String pieces = scheme.kind() == KeyKind.ITIP ? readPiece(from) + readPiece(from) : "";
    String serial = readTail(from);
    Epc padding = TagBits.wantPadding(from);
    KeyValue value = new Parts(company, reference, pieces, serial).join(scheme.kind());
    return new GsKey(
        scheme,
        filter,
        partition.companyDigits(),
        value.elements(),
        Writing.PLAIN.withRest(padding));
  }

  private String readReference(BitReader from, Partition partition) {
    int digits = partition.referenceDigits(scheme);
    int bits = scheme.bodyBits() - partition.companyBits();
    return switch (scheme.reference()) {
      case PADDED -> padded(from.takeBig(bits), digits, "reference");
      case UNPADDED -> unpadded(from.takeBig(bits), digits);
      case STRING -> readString(from, bits, digits);
      case SIX_BIT -> SixBits.read(from, 1, digits);
    };
  }

  private static String padded(BigInteger number, int digits, String what) {
    String text = digits == 0 && number.signum() == 0 ? "" : number.toString();
    if (text.length() > digits) {
      throw new UnfitException("the " + what + " " + text + " has more than " + digits + " digits");
    }
    return "0".repeat(digits - text.length()) + text;
  }

  private static String unpadded(BigInteger number, int digits) {
    String text = number.toString();
    if (text.length() > digits) {
      throw new UnfitException("the reference " + text + " has more than " + digits + " digits");
    }
    return text;
  }

  private static String readPiece(BitReader from) {
    long piece = from.take(PIECE_BITS);
    if (piece > MAX_PIECE) {
      throw new UnfitException("piece " + piece + " has more than two digits");
    }
    return "%02d".formatted(piece);
  }

  private String readTail(BitReader from) {
    return switch (scheme.tail()) {
      case NONE -> "";
      case RESERVED -> {
        if (from.take(scheme.tailBits()) != 0) {
          throw new UnfitException("bits that are reserved are not zero");
        }
        yield "";
      }
      case INTEGER -> String.valueOf(from.take(scheme.tailBits()));
      case STRING -> readString(from, scheme.tailBits(), scheme.kind().maxSerial());
      case NUMERIC_STRING -> readNumericString(from);
    };
  }

  private String readNumericString(BitReader from) {
    String number = from.takeBig(scheme.tailBits()).toString();
    if (number.charAt(0) != STRING_MARK || number.length() == 1) {
      throw new UnfitException("a serial that keeps its zeros begins with a 1, this is " + number);
    }
    return number.substring(1);
  }

  private static String readString(BitReader from, int bits, int maxLength) {
    StringBuilder text = new StringBuilder();
    boolean ended = false;
    for (int i = 0; i < bits / CHARACTER_BITS; i++) {
      char c = (char) from.take(CHARACTER_BITS);
      if (ended && c != 0) {
        throw new UnfitException("characters behind the end of a text");
      }
      ended = c == 0;
      if (!ended) {
        text.append(c);
      }
    }
    if (from.take(bits % CHARACTER_BITS) != 0) {
      throw new UnfitException("bits that fill up are not zero");
    }
    return wantString(text.toString(), maxLength);
  }

  private static String wantString(String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength || !Letters.set82(text)) {
      throw new UnfitException("not 1 to " + maxLength + " characters of GS1's: '" + text + "'");
    }
    return text;
  }

  Epc write(GsKey.Fields tag) {
    BitWriter to = new BitWriter();
    to.put(scheme.header(), TagScheme.HEADER_BITS).put(tag.filter(), FILTER_BITS);
    Partition partition = Partition.ofDigits(tag.companyPrefixDigits());
    Parts parts = Parts.of(tag.value(), tag.companyPrefixDigits());
    to.put(partition.value(), Partition.BITS);
    to.put(new BigInteger(parts.company()), partition.companyBits());
    writeReference(to, partition, parts.reference());
    if (!parts.pieces().isEmpty()) {
      to.put(Integer.parseInt(parts.pieces(), 0, 2, 10), PIECE_BITS);
      to.put(Integer.parseInt(parts.pieces(), 2, 4, 10), PIECE_BITS);
    }
    writeTail(to, parts.serial());
    return to.put(tag.writing().rest()).epc();
  }

  private void writeReference(BitWriter to, Partition partition, String reference) {
    int digits = partition.referenceDigits(scheme);
    int bits = scheme.bodyBits() - partition.companyBits();
    switch (scheme.reference()) {
      case PADDED -> {
        String padded = Letters.wantDigits(reference, digits, "the reference");
        to.put(padded.isEmpty() ? BigInteger.ZERO : new BigInteger(padded), bits);
      }
      case UNPADDED -> {
        if (reference.length() > digits) {
          throw new UnfitException(scheme + " has room for " + digits + " digits of " + reference);
        }
        to.put(wantNumber(reference), bits);
      }
      case STRING -> writeString(to, wantString(reference, digits), bits);
      case SIX_BIT -> SixBits.write(to, reference, 1, digits);
    }
  }

  private void writeTail(BitWriter to, String serial) {
    switch (scheme.tail()) {
      case NONE -> {}
      case RESERVED -> to.put(0, scheme.tailBits());
      case INTEGER -> to.put(wantNumber(serial), scheme.tailBits());
      case STRING ->
          writeString(to, wantString(serial, scheme.kind().maxSerial()), scheme.tailBits());
      case NUMERIC_STRING -> {
        if (serial.isEmpty() || !Letters.digits(serial)) {
          throw new UnfitException(scheme + " takes digits only, not '" + serial + "'");
        }
        to.put(new BigInteger(STRING_MARK + serial), scheme.tailBits());
      }
    }
  }

  private BigInteger wantNumber(String text) {
    if (text.isEmpty() || !Letters.digits(text) || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new UnfitException(
          scheme + " takes a number without leading zeros, not '" + text + "'");
    }
    return new BigInteger(text);
  }

  private static void writeString(BitWriter to, String text, int bits) {
    text.chars().forEach(c -> to.put(c, CHARACTER_BITS));
    to.put(BigInteger.ZERO, bits - CHARACTER_BITS * text.length());
  }
}
