package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.coldshelf.model.Epc;
import io.coldshelf.tag.PublishedTags.Example;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TDS 2.3, annex E.3, both ways. */
class PublishedTagsTest {

  private static final String EXAMPLES = "io.coldshelf.tag.PublishedTags#examples";

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void bitsGiveTheUrisOfTheStandard(Example example) {
    TagData read = TagData.decode(example.epc());
    assertEquals(optional(example.identity()), read.identityUri(), read::toString);
    assertEquals(optional(example.tag()), read.tagUri());
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void bitsGiveTheElementsAndTheLinkOfTheStandard(Example example) {
    assumeFalse(example.elements().isEmpty(), "not a GS1 key");
    GsKey read = assertInstanceOf(GsKey.class, TagData.decode(example.epc()));
    assertEquals(example.scheme(), read.scheme());
    assertEquals(example.elements(), read.elementString());
    assertEquals(
        DigitalLink.parse(example.link()).canonical().uri(), read.digitalLink().canonical().uri());
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void whatWasReadIsWrittenToTheSameBits(Example example) {
    assertEquals(example.epc(), TagData.decode(example.epc()).bits());
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void tagUriGivesTheBitsOfTheStandard(Example example) {
    assumeFalse(example.tag().isEmpty(), "a '+' scheme has no tag URI");
    assertSameBut(example.epc(), EpcUri.parse(example.tag()).bits());
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void identityUriGivesTheBitsOfTheStandard(Example example) {
    assumeFalse(example.identity().isEmpty(), "a '+' scheme has no identity URI");
    int filter = TagData.decode(example.epc()).filterValue().orElse(0);
    TagData made = EpcUri.parseIdentity(example.identity(), filter, example.scheme());
    assertSameBut(example.epc(), made.bits());
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void digitalLinkGivesTheBitsOfTheStandard(Example example) {
    assumeFalse(example.link().isEmpty(), "not a GS1 key");
    GsKey read = assertInstanceOf(GsKey.class, TagData.decode(example.epc()));
    DigitalLink link = DigitalLink.parse(example.link());
    // The printed links of two examples lack the "id." that their bits have.
    String host = read.writing().host().name();
    GsKey made =
        example.scheme().hasCompanyPrefix()
            ? GsKey.of(example.scheme(), read.filter(), read.companyPrefixDigits(), link.elements())
            : example.scheme().hasHost()
                ? GsKey.of(example.scheme(), read.filter(), link.elements(), host)
                : GsKey.of(example.scheme(), read.filter(), link.elements());
    assertSameBut(example.epc(), made.bits());
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void hostIsTheOneOfTheBits(Example example) {
    assumeFalse(!example.scheme().hasHost(), "only '++' has a host");
    GsKey read = assertInstanceOf(GsKey.class, TagData.decode(example.epc()));
    assertEquals("id.example.com", read.digitalLink().host());
  }

  private static Optional<String> optional(String cell) {
    return cell.isEmpty() ? Optional.empty() : Optional.of(cell);
  }

  /** The same bits but for zeros that fill up. */
  private static void assertSameBut(Epc published, Epc made) {
    Epc padded = new BitWriter().put(made).put(Epc.of(new byte[64])).epc();
    assertEquals(published, cut(padded, published.bits()));
    assertEquals(true, made.bits() <= published.bits(), "longer than the published one");
  }

  private static Epc cut(Epc epc, int bits) {
    BitReader from = new BitReader(epc);
    BitWriter to = new BitWriter();
    for (int i = 0; i < bits; i++) {
      to.put(from.take(1), 1);
    }
    return to.epc();
  }
}
