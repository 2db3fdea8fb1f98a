package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.tag.PublishedTags.Example;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is read, and what was read is written, for any bits at all. */
class TagRoundTripTest {

  private static final String EXAMPLES = "io.coldshelf.tag.PublishedTags#examples";
  private static final long SEED = 20_251_001;
  private static final int TAGS = 300;

  private static Epc flipped(Epc epc, int bit) {
    byte[] bytes = epc.bytes();
    bytes[bit >> 3] ^= (byte) (0x80 >>> (bit & 7));
    return Epc.of(bytes, epc.bits());
  }

  private static Epc cut(Epc epc, int bits) {
    BitReader from = new BitReader(epc);
    BitWriter to = new BitWriter();
    for (int i = 0; i < bits; i++) {
      to.put(from.take(1), 1);
    }
    return to.epc();
  }

  /** The promise of {@link TagData}: no exception, and the same bits again. */
  private static TagData assertKept(Epc epc) {
    TagData read = TagData.decode(epc);
    assertEquals(epc, read.bits(), () -> "of " + read);
    assertTrue(read.uri().startsWith("urn:epc:") || read.uri().startsWith("https://"), read::uri);
    return read;
  }

  @ParameterizedTest
  @EnumSource
  void everySchemeReadsWhatItWrote(TagScheme scheme) {
    RandomTags random = new RandomTags(new Random(SEED + scheme.header()));
    for (int i = 0; i < TAGS; i++) {
      TagData tag = random.tag(scheme);
      assertEquals(tag, TagData.decode(tag.bits()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTagUriGivesItsTag(TagScheme scheme) {
    RandomTags random = new RandomTags(new Random(SEED + scheme.header()));
    for (int i = 0; i < TAGS; i++) {
      TagData tag = random.tag(scheme);
      tag.tagUri().ifPresent(uri -> assertEquals(uri, EpcUri.parse(uri).tagUri().orElseThrow()));
      tag.identityUri()
          .ifPresent(uri ->
              assertEquals(
                  tag.tagUri(),
                  EpcUri.parseIdentity(uri, tag.filterValue().orElse(0), scheme).tagUri()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDigitalLinkGivesItsElements(TagScheme scheme) {
    RandomTags random = new RandomTags(new Random(SEED + scheme.header()));
    for (int i = 0; i < TAGS; i++) {
      if (random.tag(scheme) instanceof GsKey key) {
        DigitalLink link = key.digitalLink();
        assertEquals(link, DigitalLink.parse(link.uri()));
        assertEquals(key.elements(), link.elements());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void everyFlippedBitGivesRawBitsOrAnotherTag(Example example) {
    TagData good = TagData.decode(example.epc());
    for (int bit = 0; bit < example.epc().bits(); bit++) {
      TagData read = assertKept(flipped(example.epc(), bit));
      assertTrue(!read.equals(good), "bit " + bit + " made no difference");
    }
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void twoFlippedBitsGiveRawBitsOrAnotherTag(Example example) {
    Random random = new Random(SEED);
    for (int i = 0; i < TAGS; i++) {
      Epc once = flipped(example.epc(), random.nextInt(example.epc().bits()));
      assertKept(flipped(once, random.nextInt(example.epc().bits())));
    }
  }

  @ParameterizedTest
  @MethodSource(EXAMPLES)
  void everyTruncationIsKept(Example example) {
    for (int bits = 0; bits < example.epc().bits(); bits++) {
      assertKept(cut(example.epc(), bits));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTagIsReadFromFewerBitsThanItTakes(TagScheme scheme) {
    RandomTags random = new RandomTags(new Random(SEED + scheme.header()));
    for (int i = 0; i < 5; i++) {
      Epc whole = withoutRest(random.tag(scheme)).bits();
      for (int bits = 0; bits < whole.bits(); bits++) {
        assertTrue(assertKept(cut(whole, bits)) instanceof Raw, scheme + " of " + bits + " bits");
      }
    }
  }

  private static TagData withoutRest(TagData tag) {
    Epc none = Epc.of(new byte[0]);
    return switch (tag) {
      case GsKey key ->
          new GsKey(
              key.scheme(),
              key.filter(),
              key.companyPrefixDigits(),
              key.elements(),
              key.writing().withRest(none));
      case IndustryId id -> new IndustryId(id.scheme(), id.filter(), id.fields(), none);
      case Raw raw -> raw;
    };
  }

  @ParameterizedTest
  @EnumSource
  void noiseBehindEveryHeaderIsKept(TagScheme scheme) {
    RandomTags random = new RandomTags(new Random(SEED + scheme.header()));
    Set<Class<?>> kinds = new HashSet<>();
    for (int bits = 0; bits <= 600; bits++) {
      BitWriter noise = new BitWriter().put(scheme.header(), TagScheme.HEADER_BITS);
      kinds.add(assertKept(noise.put(random.bits(bits)).epc()).getClass());
    }
    assertTrue(kinds.contains(Raw.class), "all noise was believed");
  }

  @ParameterizedTest
  @EnumSource
  void damagedTagsOfEverySchemeAreKept(TagScheme scheme) {
    Random seeded = new Random(SEED + scheme.header());
    RandomTags random = new RandomTags(seeded);
    for (int i = 0; i < TAGS; i++) {
      Epc epc = random.tag(scheme).bits();
      for (int flips = seeded.nextInt(1, 4); flips > 0; flips--) {
        epc = flipped(epc, seeded.nextInt(8, epc.bits()));
      }
      assertKept(epc);
    }
  }
}
