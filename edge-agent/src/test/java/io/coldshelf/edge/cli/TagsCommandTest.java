package io.coldshelf.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The bits are those of TDS 2.3, annex E.3, filled up to whole words. */
class TagsCommandTest {

  private static final String SGTIN = "3074257BF7194E4000001A85";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    return new CommandLine(new TagsCommand(toOut, toErr))
        .setOut(toOut)
        .setErr(toErr)
        .execute(arguments);
  }

  @Test
  void bitsAreExplained() {
    assertEquals(0, run("decode", SGTIN));
    assertEquals(
        """
        3074257BF7194E4000001A85
          scheme: SGTIN-96, filter 3
          elements: (01)80614141123458(21)6789
          link: https://id.gs1.org/01/80614141123458/21/6789
          identity: urn:epc:id:sgtin:0614141.812345.6789
          tag: urn:epc:tag:sgtin-96:3.0614141.812345.6789
        """,
        out.toString().replace("\r", ""));
  }

  @Test
  void bitsThatMeanNothingAreShownWithTheReason() {
    assertEquals(0, run("decode", "FF00", SGTIN));
    assertTrue(out.toString().contains("not understood: the header FF"), out::toString);
    assertTrue(out.toString().contains("raw: urn:epc:raw:16.xFF00"), out::toString);
    assertTrue(out.toString().contains("SGTIN-96"), out::toString);
  }

  @Test
  void aTagOfAnIsoApplicationIsToldByItsControlWord() {
    assertEquals(0, run("decode", "--pc", "31A1", SGTIN));
    assertTrue(out.toString().contains("urn:epc:raw:96.xA1.x" + SGTIN), out::toString);
  }

  @Test
  void scriptsGetOneObjectATag() {
    assertEquals(0, run("decode", "--json", SGTIN, "FF00"));
    assertEquals(
        "{\"epc\":\"3074257BF7194E4000001A85\",\"bits\":96,"
            + "\"uri\":\"urn:epc:id:sgtin:0614141.812345.6789\",\"scheme\":\"SGTIN-96\","
            + "\"elements\":{\"01\":\"80614141123458\",\"21\":\"6789\"},"
            + "\"link\":\"https://id.gs1.org/01/80614141123458/21/6789\",\"filter\":3,"
            + "\"identity\":\"urn:epc:id:sgtin:0614141.812345.6789\","
            + "\"tag\":\"urn:epc:tag:sgtin-96:3.0614141.812345.6789\"}",
        out.toString().lines().findFirst().orElseThrow());
    assertEquals(2, out.toString().lines().count());
  }

  @ParameterizedTest
  @CsvSource({
    "urn:epc:tag:sgtin-96:3.0614141.812345.6789, 3074257BF7194E4000001A85",
    "urn:epc:id:gid:952056.2718.1414, 3500E86F8000A9E000000586",
    "https://id.gs1.org/01/79521141123453/21/32a%2Fb?17=220630,"
        + "FB042CDE795211411234538566CB0AFC4000"
  })
  void anIdentifierGivesItsBits(String uri, String hex) {
    assertEquals(0, run("encode", uri), err::toString);
    assertEquals(hex, out.toString().strip());
  }

  @Test
  void anOlderSchemeIsToldHowLongTheCompanyPrefixIs() {
    String link = "https://id.gs1.org/01/80614141123458/21/6789";
    String[] arguments = {"encode", link, "--scheme", "sgtin-96", "--filter", "3"};
    assertEquals(2, run(arguments));
    assertTrue(err.toString().contains("how long the company prefix is"), err::toString);
    assertEquals(
        0, run("encode", link, "--scheme", "sgtin-96", "--filter", "3", "--company-prefix", "7"));
    assertEquals(SGTIN, out.toString().strip());
  }

  @Test
  void aHostOfOnesOwnTravelsOnAPlusPlusTag() {
    assertEquals(
        0, run("encode", "https://id.example.com/00/095201234567891235", "--scheme", "SSCC++"));
    assertEquals("EF009520123456789123592832F8C3B786CCB6C0", out.toString().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xyz", "ABC", "urn:epc:id:sgtin:1", "urn:epc:tag:none:1"})
  void whatIsNoTagIsWrongUsageInOneLine(String tag) {
    assertEquals(2, run("decode", tag));
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  void aTagUriHasItsOwnSchemeAndFilter() {
    String uri = "urn:epc:tag:sgtin-96:3.0614141.812345.6789";
    assertEquals(2, run("encode", uri, "--scheme", "SGTIN-198"));
    assertEquals(2, run("encode", uri, "--filter", "1"));
  }

  @Test
  void anUnknownSchemeIsAnsweredWithTheKnownOnes() {
    assertEquals(2, run("encode", "urn:epc:id:sgtin:0614141.812345.6789", "--scheme", "SGTIN-64"));
    assertTrue(err.toString().contains("SGTIN-96"), err::toString);
  }

  @Test
  void helpHasExamples() {
    assertEquals(0, run("encode", "--help"));
    assertTrue(out.toString().contains("32a%2Fb?"), out::toString);
  }
}
