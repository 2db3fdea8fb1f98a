package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sgtin96Test {

  private static final Pattern ELEMENTS = Pattern.compile("\\(01\\)(\\d{14})\\(21\\)(\\d+)");
  private static final Pattern TAG_URI =
      Pattern.compile("urn:epc:tag:sgtin-96:(\\d)\\.(\\d+)\\.(\\d+)\\.(\\d+)");

  @Test
  void encodesThePublishedExamples() throws IOException {
    List<String[]> rows =
        Files.readAllLines(Vectors.oracle("tds/tds23.tsv")).stream()
            .map(line -> line.split("\t", -1))
            .filter(row -> row[0].equals("SGTIN-96"))
            .toList();
    assertTrue(rows.size() > 0, "no SGTIN-96 rows");
    for (String[] row : rows) {
      Matcher elements = ELEMENTS.matcher(row[1]);
      Matcher tag = TAG_URI.matcher(row[4]);
      assertTrue(elements.matches() && tag.matches(), String.join("\t", row));
      assertEquals(
          row[5],
          Sgtin96.encode(
                  elements.group(1),
                  tag.group(2).length(),
                  Integer.parseInt(tag.group(1)),
                  Long.parseLong(elements.group(2)))
              .hex());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The fields by hand: header 30, filter 1, the partition, and what the 44 bits then hold.
    "06901234567892, 7, 1, 0, 303,5",
    "06901234567892, 12, 1, 274877906943, 302,0",
    "06901234567892, 6, 1, 1, 303,6"
  })
  void theFieldsStandWhereTheStandardPutsThem(
      String gtin, int prefixDigits, int filter, long serial, String start, int partition) {
    String hex = Sgtin96.encode(gtin, prefixDigits, filter, serial).hex();
    long high = Long.parseUnsignedLong(hex.substring(0, 16), 16);
    long low = Long.parseLong(hex.substring(16), 16);
    assertEquals(start, hex.substring(0, 3));
    assertEquals(partition, (int) (high >>> 50 & 7));
    assertEquals(serial, (high & 0x3F) << 32 | low);
  }

  @Test
  void milkHasItsPrefixAndItem() {
    long high =
        Long.parseUnsignedLong(
            Sgtin96.encode("06901234567892", 7, 1, 5).hex().substring(0, 16), 16);
    assertEquals(6_901_234, high >>> 26 & 0xFFFFFF);
    assertEquals(56_789, high >>> 6 & 0xFFFFF);
  }

  @ParameterizedTest
  @CsvSource({
    "06901234567893, 7, 1, 0",
    "6901234567892, 7, 1, 0",
    "0690123456789X, 7, 1, 0",
    "06901234567892, 5, 1, 0",
    "06901234567892, 13, 1, 0",
    "06901234567892, 7, 8, 0",
    "06901234567892, 7, -1, 0",
    "06901234567892, 7, 1, -1",
    "06901234567892, 7, 1, 274877906944"
  })
  void refusesWhatCannotBeWritten(String gtin, int prefixDigits, int filter, long serial) {
    assertThrows(
        IllegalArgumentException.class, () -> Sgtin96.encode(gtin, prefixDigits, filter, serial));
  }
}
