package io.coldshelf.tag;

import java.util.ArrayList;
import java.util.List;

/**
 * A GS1 key as tags hold it, freed from the ways to write it down.
 *
 * @param kind which key
 * @param key its digits with the check digit; the whole value of a GIAI or CPI
 * @param serial the serial part; empty where the kind has none, "0" for a GLN without extension
 * @param date type and value of a DSGTIN's date, or nothing
 */
record KeyValue(KeyKind kind, String key, String serial, List<Element> date) {

  /** What a location without an extension has for a serial (TDS 2.3, 14.6.3). */
  private static final String NO_EXTENSION = "0";

  /** The longest GIAI and CPI, in characters. */
  static final int MAX_VARIABLE = 30;

  /** The digits that such a key must begin with, being a company prefix (TDS 2.3, 14.6.5.3). */
  private static final int MIN_PREFIX = 4;

  private static final char GRAI_PAD = '0';

  KeyValue {
    date = List.copyOf(date);
    checkKey(kind, key);
    checkSerial(kind, serial);
  }

  private static void checkKey(KeyKind kind, String key) {
    switch (kind) {
      case GIAI, CPI -> {
        boolean letters = kind == KeyKind.CPI ? Letters.set39(key) : Letters.set82(key);
        if (!letters || key.length() > MAX_VARIABLE || leadingDigits(key) < MIN_PREFIX) {
          throw new UnfitException("no " + kind + ": '" + key + "'");
        }
      }
      case SGTIN, DSGTIN, SSCC, SGLN, GRAI, GSRN, GSRNP, GDTI, SGCN, ITIP -> {
        Letters.wantDigits(key, kind.digits(), "a " + kind);
        CheckDigit.want(key.substring(0, kind.checkedDigits()), kind.toString());
        if (kind == KeyKind.GRAI && key.charAt(0) != GRAI_PAD) {
          throw new UnfitException("a GRAI begins with 0: " + key);
        }
      }
      case GID, USDOD, ADI -> throw new UnfitException(kind + " is no GS1 key");
    }
  }

  private static void checkSerial(KeyKind kind, String serial) {
    boolean wanted = kind.maxSerial() > 0 && kind != KeyKind.GIAI;
    if (wanted == serial.isEmpty()) {
      throw new UnfitException(
          wanted ? "a tag's " + kind + " has a serial part" : kind + " has no serial part");
    }
    boolean letters = kind.numericSerial() ? Letters.digits(serial) : Letters.set82(serial);
    if (wanted && (!letters || serial.length() > kind.maxSerial())) {
      throw new UnfitException("no serial part of a " + kind + ": '" + serial + "'");
    }
  }

  static int leadingDigits(String text) {
    int count = 0;
    while (count < text.length() && Letters.isDigit(text.charAt(count))) {
      count++;
    }
    return count;
  }

  /** The application identifiers, in the order of a Digital Link's path, a date last. */
  List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    if (kind.serialAi().isEmpty()) {
      elements.add(new Element(kind.ai(), key + serial));
    } else {
      elements.add(new Element(kind.ai(), key));
      if (kind != KeyKind.SGLN || !serial.equals(NO_EXTENSION)) {
        elements.add(new Element(kind.serialAi(), serial));
      }
    }
    elements.addAll(date);
    return elements;
  }

  /** The inverse, in any order; refuses elements that the kind has no room for. */
  static KeyValue of(KeyKind kind, List<Element> elements) {
    if (elements.stream().map(Element::ai).distinct().count() != elements.size()) {
      throw new UnfitException("an application identifier is there twice: " + elements);
    }
    String whole = "";
    String serial = kind == KeyKind.SGLN ? NO_EXTENSION : "";
    List<Element> date = new ArrayList<>();
    for (Element element : elements) {
      if (element.ai().equals(kind.ai())) {
        whole = element.value();
      } else if (element.ai().equals(kind.serialAi())) {
        serial = element.value();
      } else if (kind == KeyKind.DSGTIN && GsDate.PRIORITISED.contains(element.ai())) {
        date.add(element);
      } else {
        throw new UnfitException("a " + kind + " has no room for " + element);
      }
    }
    if (whole.isEmpty()) {
      throw new UnfitException("a " + kind + " begins with (" + kind.ai() + ")");
    }
    if (date.size() != (kind == KeyKind.DSGTIN ? 1 : 0)) {
      throw new UnfitException("a " + kind + " has one date of " + GsDate.PRIORITISED);
    }
    if (!kind.serialAi().isEmpty() || kind == KeyKind.GIAI) {
      return new KeyValue(kind, whole, serial, date);
    }
    int cut = Math.min(kind.digits(), whole.length());
    return new KeyValue(kind, whole.substring(0, cut), whole.substring(cut), date);
  }
}
