package io.coldshelf.tag;

import java.util.Objects;

/**
 * One GS1 application identifier with its value, as {@code (01)09506000134352}.
 *
 * @param ai the identifier, two to four digits: 01 GTIN, 21 serial number, 17 expiry …
 * @param value what it says, never empty
 */
public record Element(String ai, String value) {

  /** Refuses what is no identifier, and an empty value. */
  public Element {
    Objects.requireNonNull(value);
    if (ai.length() < 2 || ai.length() > 4 || !Letters.digits(ai)) {
      throw new UnfitException("not a GS1 application identifier: '" + ai + "'");
    }
    if (value.isEmpty()) {
      throw new UnfitException("(" + ai + ") says nothing");
    }
  }

  /** As people write it, the identifier in parentheses. */
  @Override
  public String toString() {
    return "(" + ai + ")" + value;
  }
}
