package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coldshelf.tag.DigitalLink.Parameter;
import io.coldshelf.testing.Mutations;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GS1 Digital Link URI Syntax 1.7, section 4. */
class DigitalLinkTest {

  private static final String WHOLE =
      "https://example.com/some/stem/01/09506000134352/22/2A/10/AB%2FC/21/12%233"
          + "?17=261231&3103=000195&linkType=gs1%3Apip";

  @Test
  void everyPartIsRead() {
    DigitalLink link = DigitalLink.parse(WHOLE);
    assertEquals("https://example.com/some/stem", link.stem());
    assertEquals("example.com", link.host());
    assertEquals(
        List.of(
            new Element("01", "09506000134352"),
            new Element("22", "2A"),
            new Element("10", "AB/C"),
            new Element("21", "12#3")),
        link.path());
    assertEquals(
        List.of(new Element("17", "261231"), new Element("3103", "000195")), link.attributes());
    assertEquals(List.of(new Parameter("linkType", "gs1:pip")), link.parameters());
  }

  @Test
  void whatWasReadIsWritten() {
    assertEquals(WHOLE, DigitalLink.parse(WHOLE).uri());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.b/gtin/09506000134352/cpv/2A/lot/L/ser/7,"
        + "https://a.b/01/09506000134352/22/2A/10/L/21/7",
    "https://a.b/01/9506000134352, https://a.b/01/09506000134352",
    "https://a.b/01/614141000036, https://a.b/01/00614141000036",
    "https://a.b/01/95200002, https://a.b/01/00000095200002",
    "HTTPS://A.B/01/09506000134352/, https://a.b/01/09506000134352",
    "http://a.b:8080/x/01/09506000134352#top, http://a.b:8080/x/01/09506000134352",
    "https://a.b/01/09506000134352?17=261231;ser=7, https://a.b/01/09506000134352?17=261231&21=7",
    "https://a.b/01/09506000134352?9999=x, https://a.b/01/09506000134352?9999=x",
    "https://a.b/01/09506000134352?, https://a.b/01/09506000134352",
    "https://a.b/8010/95211415PQ7%2FZ43/cpsn/12345, https://a.b/8010/95211415PQ7%2FZ43/8011/12345",
    "https://a.b/gln/9521141123454/glnx/32a%2fb, https://a.b/414/9521141123454/254/32a%2Fb",
    "https://a.b/01/01/01/09506000134352, https://a.b/01/01/01/09506000134352"
  })
  void otherWaysToWriteALinkMeanTheSame(String written, String meant) {
    assertEquals(meant, DigitalLink.parse(written).uri());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://",
        "https:///01/09506000134352",
        "ftp://a.b/01/09506000134352",
        "https://a.b",
        "https://a.b/",
        "https://a.b/01",
        "https://a.b/01/",
        "https://a.b/01/09506000134351",
        "https://a.b/01/0950600013435",
        "https://a.b/01/0950600013435X",
        "https://a.b/01/09506000134352/21",
        "https://a.b/01/09506000134352/21/",
        "https://a.b/01/09506000134352/21/1/10/2",
        "https://a.b/01/09506000134352/21/1/21/2",
        "https://a.b/01/09506000134352/17/261231",
        "https://a.b/01/09506000134352/21/%",
        "https://a.b/01/09506000134352/21/%0g",
        "https://a.b/01/09506000134352?17=",
        "https://a.b/01/09506000134352?17=1&17=2",
        "https://a.b/00/095201234567891234",
        "https://a.b/414/95211411234540",
        "https://a.b/253/9521141",
        "https://a.b/10/L",
        "https://a b/01/09506000134352",
        "https://a.b/<x>/01/09506000134352"
      })
  void whatIsNoLinkIsRefusedInWords(String uri) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> DigitalLink.parse(uri))
                .getMessage());
    assertFalse(message.isBlank());
  }

  @Test
  void aLinkThatIsTooLongIsRefused() {
    String uri = "https://a.b/01/09506000134352?x=" + "y".repeat(DigitalLink.MAX_LENGTH);
    assertThrows(IllegalArgumentException.class, () -> DigitalLink.parse(uri));
  }

  @Test
  void theCanonicalLinkHasIdentifiersOnlyAndInOrder() {
    assertEquals(
        "https://id.gs1.org/01/09506000134352/21/7?10=L&17=261231",
        new DigitalLink(
                "https://a.b/c",
                List.of(new Element("01", "09506000134352"), new Element("21", "7")),
                List.of(new Element("17", "261231"), new Element("10", "L")),
                List.of(new Parameter("linkType", "all")))
            .canonical()
            .uri());
  }

  @Test
  void identifiersFindTheirPlaces() {
    DigitalLink link =
        DigitalLink.of(
            "https://id.gs1.org",
            List.of(
                new Element("21", "7"),
                new Element("17", "261231"),
                new Element("10", "L"),
                new Element("01", "09506000134352")));
    assertEquals("https://id.gs1.org/01/09506000134352/10/L/21/7?17=261231", link.uri());
  }

  @Test
  void spoiltLinksAreReadOrRefusedAndNeverCrash() {
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      String spoilt = Mutations.of(WHOLE, random);
      try {
        DigitalLink link = DigitalLink.parse(spoilt);
        assertEquals(link, DigitalLink.parse(link.uri()), spoilt);
        read++;
      } catch (UnfitException refused) {
        assertFalse(String.valueOf(refused.getMessage()).isBlank());
      }
    }
    assertEquals(true, read > 1000, "too few were read: " + read);
  }
}
