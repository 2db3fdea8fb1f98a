package io.coldshelf.wire;

import io.coldshelf.model.PointId;
import java.util.Optional;
import java.util.function.Function;

/** The two forms in which readings travel, by the word that a configuration says. */
public enum PayloadForm {
  /** Our own, column by column: the smallest. What it looks like is in {@code docs/encoding.md}. */
  COLUMNS("columns"),
  /** SenML in CBOR (RFC 8428), deflated where that makes it smaller: what others read. */
  SENML("senml");

  private final String code;

  PayloadForm(String code) {
    this.code = code;
  }

  /**
   * The word for it.
   *
   * @return lower case
   */
  public String code() {
    return code;
  }

  /**
   * Reads the word.
   *
   * @param code as {@link #code()} gives it
   * @return the form, or nothing for an unknown word
   */
  public static Optional<PayloadForm> ofCode(String code) {
    for (PayloadForm form : values()) {
      if (form.code.equals(code)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /**
   * A new encoder of this form.
   *
   * @param gateway the gateway's id
   * @param units each point's unit from the SenML registry; empty for none
   * @return the encoder, for one thread
   */
  public PayloadEncoder encoder(String gateway, Function<PointId, String> units) {
    return switch (this) {
      case COLUMNS -> new ColumnsEncoder(gateway, units);
      case SENML -> new SenmlEncoder(new SenmlWriter(gateway, units));
    };
  }
}
