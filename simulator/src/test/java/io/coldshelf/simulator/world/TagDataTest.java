package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.model.Epc;
import io.coldshelf.tag.CheckDigit;
import io.coldshelf.tag.Element;
import io.coldshelf.tag.GsKey;
import io.coldshelf.tag.TagData;
import io.coldshelf.tag.TagScheme;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product's codec, held against the simulator's encoder, which shares nothing with it. */
class TagDataTest {

  private static final int TAGS = 500;

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9, 10, 11, 12})
  void theProductReadsAndWritesWhatTheSimulatorsTagsCarry(int prefixDigits) {
    Random random = new Random(prefixDigits);
    for (int i = 0; i < TAGS; i++) {
      String digits = "%013d".formatted(random.nextLong(10_000_000_000_000L));
      String gtin = digits + CheckDigit.of(digits);
      int filter = random.nextInt(8);
      long serial = random.nextLong(Sgtin96.SERIALS);
      Epc epc = Sgtin96.encode(gtin, prefixDigits, filter, serial);
      List<Element> elements =
          List.of(new Element("01", gtin), new Element("21", String.valueOf(serial)));
      GsKey read = assertInstanceOf(GsKey.class, TagData.decode(epc));
      assertEquals(elements, read.elements());
      assertEquals(filter, read.filter());
      assertEquals(prefixDigits, read.companyPrefixDigits());
      assertEquals(epc, GsKey.of(TagScheme.SGTIN_96, filter, prefixDigits, elements).bits());
    }
  }
}
