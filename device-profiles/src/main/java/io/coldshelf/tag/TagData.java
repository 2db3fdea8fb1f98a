package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the bits of a tag say (GS1 EPC Tag Data Standard 2.3). Bits that say nothing, or break a
 * rule of the standard, are kept as they are, with the reason: a tag that cannot be understood can
 * still be counted.
 */
public sealed interface TagData permits GsKey, IndustryId, Raw {

  /**
   * Reads a tag's EPC.
   *
   * @param epc any bits of any length
   * @return what they say; written again it is the very same bits
   */
  static TagData decode(Epc epc) {
    return TagDecoder.decode(epc);
  }

  /**
   * Reads a tag's EPC, unless its protocol-control word says that it is none.
   *
   * @param epc any bits of any length
   * @param control the word in front of them
   * @return what they say; {@link Raw} for a tag of an ISO application, however its bits look
   */
  static TagData decode(Epc epc, ProtocolControl control) {
    return control.isoApplication()
        ? new Raw(
            epc, OptionalInt.of(control.low()), "a tag of an ISO application family, not of GS1")
        : decode(epc);
  }

  /**
   * Writes the tag.
   *
   * @return the bits, for a value that was read the very ones it was read from
   */
  Epc bits();

  /**
   * The EPC pure identity URI: which thing it is, whatever the tag.
   *
   * @return as {@code urn:epc:id:sgtin:…}, or nothing where the standard has none
   */
  Optional<String> identityUri();

  /**
   * The EPC tag URI: the identity with scheme and filter value.
   *
   * @return as {@code urn:epc:tag:sgtin-96:…}, or nothing where the standard has none
   */
  Optional<String> tagUri();

  /**
   * The value by which readers select kinds of tags.
   *
   * @return as wide as the scheme has it, or nothing
   */
  OptionalInt filterValue();

  /**
   * The best name there is for the thing.
   *
   * @return its identity URI, else its Digital Link, else its bits
   */
  String uri();
}
