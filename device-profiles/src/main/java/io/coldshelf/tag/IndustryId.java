package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tag that carries an EPC which is no GS1 key: a general identifier, one of the US Department of
 * Defense, or one of aerospace. Every value of this type can be written to a tag.
 *
 * @param scheme {@link TagScheme#GID_96}, {@link TagScheme#USDOD_96} or {@link TagScheme#ADI_VAR}
 * @param filter 0 for a general identifier, to 15 for defence, to 63 for aerospace
 * @param fields in the order of the URI: manager, class, serial; CAGE or DoDAAC code, serial; code,
 *     part number, which may be empty, serial
 * @param padding zeros that fill up
 */
public record IndustryId(TagScheme scheme, int filter, List<String> fields, Epc padding)
    implements TagData {

  private static final List<Integer> GENERAL_BITS = List.of(28, 24, 36);
  private static final int DEFENCE_FILTER_BITS = 4;
  private static final int DEFENCE_SERIAL_BITS = 36;
  private static final int AEROSPACE_FILTER_BITS = 6;
  private static final int MAX_PART = 32;
  private static final int MAX_SERIAL = 30;
  private static final int CODE_LENGTH = 6;

  /** Refuses what cannot be written to a tag, and says why. */
  public IndustryId {
    fields = List.copyOf(fields);
    if (!TagBits.isZero(padding)) {
      throw new UnfitException(scheme + " has no room for further data");
    }
    write(scheme, filter, fields);
  }

  /**
   * An identifier without zeros that fill up.
   *
   * @param scheme as {@link #scheme}
   * @param filter as {@link #filter}
   * @param fields as {@link #fields}
   * @return the tag
   * @throws IllegalArgumentException for what the scheme has no room for
   */
  public static IndustryId of(TagScheme scheme, int filter, List<String> fields) {
    return new IndustryId(scheme, filter, fields, Epc.of(new byte[0]));
  }

  static IndustryId read(TagScheme scheme, BitReader from) {
    int filter =
        switch (scheme.form()) {
          case DEFENCE -> (int) from.take(DEFENCE_FILTER_BITS);
          case AEROSPACE -> (int) from.take(AEROSPACE_FILTER_BITS);
          case GENERAL, CLASSIC, PLUS, PLUS_PLUS -> 0;
        };
    List<String> fields =
        switch (scheme.form()) {
          case GENERAL ->
              GENERAL_BITS.stream().map(bits -> String.valueOf(from.take(bits))).toList();
          case DEFENCE ->
              List.of(readCode(from, 8), String.valueOf(from.take(DEFENCE_SERIAL_BITS)));
          case AEROSPACE ->
              List.of(
                  readCode(from, SixBits.BITS),
                  SixBits.read(from, 0, MAX_PART),
                  SixBits.read(from, 1, MAX_SERIAL));
          case CLASSIC, PLUS, PLUS_PLUS ->
              throw new IllegalStateException(scheme + " is a GS1 key");
        };
    return new IndustryId(scheme, filter, fields, TagBits.wantPadding(from));
  }

  /** A code of five characters has a space in front. */
  private static String readCode(BitReader from, int bits) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      int c = (int) from.take(bits);
      code.append(bits == SixBits.BITS ? SixBits.character(c) : (char) c);
    }
    return wantCode(code.charAt(0) == ' ' ? code.substring(1) : code.toString());
  }

  /** Digits and capital letters but I and O (TDS 2.3, 6.3.17). */
  private static String wantCode(String code) {
    boolean letters =
        code.chars()
            .allMatch(c -> Letters.isDigit(c) || (Letters.isUpper(c) && c != 'I' && c != 'O'));
    if (!letters || code.length() < CODE_LENGTH - 1 || code.length() > CODE_LENGTH) {
      throw new UnfitException("no CAGE or DoDAAC code: '" + code + "'");
    }
    return code;
  }

  private static BitWriter write(TagScheme scheme, int filter, List<String> fields) {
    BitWriter to = new BitWriter().put(scheme.header(), TagScheme.HEADER_BITS);
    switch (scheme.form()) {
      case GENERAL -> {
        wantFields(scheme, fields, 3);
        if (filter != 0) {
          throw new UnfitException(scheme + " has no filter value");
        }
        for (int i = 0; i < fields.size(); i++) {
          to.put(wantNumber(fields.get(i)), GENERAL_BITS.get(i));
        }
      }
      case DEFENCE -> {
        wantFields(scheme, fields, 2);
        writeCode(to.put(filter, DEFENCE_FILTER_BITS), fields.getFirst(), 8);
        to.put(wantNumber(fields.get(1)), DEFENCE_SERIAL_BITS);
      }
      case AEROSPACE -> {
        wantFields(scheme, fields, 3);
        writeCode(to.put(filter, AEROSPACE_FILTER_BITS), fields.getFirst(), SixBits.BITS);
        SixBits.write(to, wantSign(fields.get(1), 0), 0, MAX_PART);
        SixBits.write(to, wantSign(fields.get(2), 1), 1, MAX_SERIAL);
      }
      case CLASSIC, PLUS, PLUS_PLUS -> throw new UnfitException(scheme + " is a GS1 key");
    }
    return to;
  }

  private static void wantFields(TagScheme scheme, List<String> fields, int count) {
    if (fields.size() != count) {
      throw new UnfitException(scheme + " has " + count + " fields, not " + fields);
    }
  }

  private static void writeCode(BitWriter to, String code, int bits) {
    String whole = " ".repeat(CODE_LENGTH - wantCode(code).length()) + code;
    whole.chars().forEach(c -> to.put(c & ((1 << bits) - 1), bits));
  }

  /** The sign '#' may be the first character of a serial, and nowhere else (TDS 2.3, 14.6.14). */
  private static String wantSign(String text, int from) {
    if (text.indexOf('#', from) >= 0) {
      throw new UnfitException("'#' may only begin a serial: '" + text + "'");
    }
    return text;
  }

  private static long wantNumber(String text) {
    boolean number = !text.isEmpty() && text.length() <= 12 && Letters.digits(text);
    if (!number || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new UnfitException("not a number without leading zeros: '" + text + "'");
    }
    return Long.parseLong(text);
  }

  @Override
  public Epc bits() {
    return write(scheme, filter, fields).put(padding).epc();
  }

  @Override
  public Optional<String> identityUri() {
    return Optional.of(EpcUri.identity(this));
  }

  @Override
  public Optional<String> tagUri() {
    return Optional.of(EpcUri.tag(this));
  }

  @Override
  public OptionalInt filterValue() {
    return scheme == TagScheme.GID_96 ? OptionalInt.empty() : OptionalInt.of(filter);
  }

  @Override
  public String uri() {
    return EpcUri.identity(this);
  }
}
