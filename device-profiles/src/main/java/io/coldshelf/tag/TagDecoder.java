package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.util.Optional;

/** Finds the codec for a tag's header. */
final class TagDecoder {

  private static final int UNPROGRAMMED = 0x00;
  private static final int TID = 0xE2;

  private TagDecoder() {}

  static TagData decode(Epc epc) {
    if (epc.bits() < TagScheme.HEADER_BITS) {
      return new Raw(epc, "too short for a header of eight bits");
    }
    BitReader from = new BitReader(epc);
    int header = (int) from.take(TagScheme.HEADER_BITS);
    Optional<TagScheme> scheme = TagScheme.ofHeader(header);
    if (scheme.isEmpty()) {
      return new Raw(epc, strange(header));
    }
    try {
      return read(scheme.get(), from);
    } catch (UnfitException broken) {
      return new Raw(epc, "no valid " + scheme.get() + ": " + broken.getMessage());
    }
  }

  private static TagData read(TagScheme scheme, BitReader from) {
    return switch (scheme.form()) {
      case CLASSIC -> new ClassicCodec(scheme).read(from);
      case PLUS, PLUS_PLUS -> new PlusCodec(scheme).read(from);
      case GENERAL, DEFENCE, AEROSPACE -> IndustryId.read(scheme, from);
    };
  }

  private static String strange(int header) {
    return switch (header) {
      case UNPROGRAMMED -> "not programmed: the header is 00";
      case TID -> "the header is E2, which only a tag's own identification has";
      default -> "the header %02X belongs to no scheme of GS1's".formatted(header);
    };
  }
}
