package io.coldshelf.tag;

import io.coldshelf.model.Epc;

/**
 * What a tag has beside the identifier itself. With it a value that was read is written back to the
 * very same bits.
 *
 * @param dataFollows the bit of a '+' tag by which a reader selects tags with more data (TDS 2.3,
 *     14.5.1); false for other tags
 * @param text how a '+' tag packs the characters of the serial part; {@link TextEncoding#NUMERIC}
 *     where there are none
 * @param host the host of a '++' tag; {@link HostName#NONE} for other tags
 * @param rest what is behind the identifier: zeros that fill up, or the further data of a '+' tag
 */
public record Writing(boolean dataFollows, TextEncoding text, HostName host, Epc rest) {

  /** A tag with nothing but its identifier. */
  public static final Writing PLAIN =
      new Writing(false, TextEncoding.NUMERIC, HostName.NONE, Epc.of(new byte[0]));

  Writing withRest(Epc other) {
    return new Writing(dataFollows, text, host, other);
  }

  Writing withText(TextEncoding other) {
    return new Writing(dataFollows, other, host, rest);
  }

  Writing withHost(HostName other) {
    return new Writing(dataFollows, text, other, rest);
  }

  Writing withDataFollows(boolean other) {
    return new Writing(other, text, host, rest);
  }
}
