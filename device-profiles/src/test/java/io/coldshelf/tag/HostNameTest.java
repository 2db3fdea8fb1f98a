package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coldshelf.model.Epc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TDS 2.3, 14.5.16. */
class HostNameTest {

  private static Epc bits(HostName host) {
    BitWriter to = new BitWriter();
    host.write(to);
    return to.epc();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, 8, example",
    "id.example.com, 9, id.",
    "www.shop.org, 6, www.",
    "qr.a.net, 3, qr.",
    "shop.de, 6, shop",
    "shop.co.uk, 6, shop",
    "shop.tech, 6, shop",
    "shop.zw, 6, shop",
    "localhost:8443, 14, localhost"
  })
  void aNameTakesTheFewestUnits(String name, int units, String begins) {
    HostName host = HostName.of(name);
    BitReader written = new BitReader(bits(host));
    assertEquals(1, written.take(1));
    assertEquals(units, written.take(6));
    assertEquals(units * 7, written.left());
    assertEquals(host, HostName.read(new BitReader(bits(host))));
    assertEquals(name, host.name());
    assertEquals(0, host.name().indexOf(begins));
  }

  /** The last row of each table, which a missing row would move. */
  @ParameterizedTest
  @CsvSource({
    "0, 127, .li",
    "1, 116, .zw",
    "2, 31, .gov.cn",
    "3, 0, .tech",
    "0, 55, .de",
    "1, 100, .us",
    "2, 25, .co.uk",
    "2, 29, .org.cn",
    "2, 30, .net.cn"
  })
  void sequencesOfTwoUnitsStandInTheirRows(int first, int second, String sequence) {
    BitWriter to = new BitWriter().put(1, 1).put(3, 6).put('x', 7).put(first, 7).put(second, 7);
    assertEquals(List.of("x", sequence), HostName.read(new BitReader(to.epc())).pieces());
  }

  @ParameterizedTest
  @CsvSource({
    "30, qr.",
    "31, www.",
    "32, id.",
    "91, .com",
    "92, .org",
    "93, .net",
    "94, .int",
    "96, .edu",
    "123, .gov",
    "124, .mil",
    "125, .biz",
    "126, .eco",
    "127, .med"
  })
  void sequencesOfOneUnitStandInTheirRows(int unit, String sequence) {
    BitWriter to = new BitWriter().put(1, 1).put(2, 6).put('x', 7).put(unit, 7);
    assertEquals(List.of("x", sequence), HostName.read(new BitReader(to.epc())).pieces());
  }

  @ParameterizedTest
  @CsvSource({"1, 117", "1, 127", "2, 32", "2, 127", "3, 1", "3, 127"})
  void aReservedRowIsRefused(int first, int second) {
    BitWriter to = new BitWriter().put(1, 1).put(3, 6).put('x', 7).put(first, 7).put(second, 7);
    assertThrows(UnfitException.class, () -> HostName.read(new BitReader(to.epc())));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 29, 36, 64})
  void aReservedUnitIsRefused(int unit) {
    BitWriter to = new BitWriter().put(1, 1).put(1, 6).put(unit, 7);
    assertThrows(UnfitException.class, () -> HostName.read(new BitReader(to.epc())));
  }

  @Test
  void aSequenceCutByTheLengthIsRefused() {
    BitWriter to = new BitWriter().put(1, 1).put(1, 6).put(0, 7).put(0, 7);
    assertThrows(UnfitException.class, () -> HostName.read(new BitReader(to.epc())));
  }

  @Test
  void aSignThatWouldLeadTheLinkAstrayIsRefused() {
    BitWriter to = new BitWriter().put(1, 1).put(3, 6).put('a', 7).put('/', 7).put('b', 7);
    assertThrows(UnfitException.class, () -> HostName.read(new BitReader(to.epc())));
  }

  @Test
  void code40GivesSmallLettersInTheLink() {
    HostName host = new HostName(true, List.of("A", ".", "D", "E"));
    assertEquals("a.de", HostName.read(new BitReader(bits(host))).name());
    assertEquals(1 + 6 + 32, bits(host).bits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\u00E4.de", "a/b", "ab@c.de"})
  void whatIsNoNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> HostName.of(name));
  }

  @Test
  void aNameOfTooManyUnitsIsRefused() {
    assertEquals(63 * 7 + 7, bits(HostName.of("a".repeat(62) + ".com")).bits());
    assertThrows(IllegalArgumentException.class, () -> HostName.of("a".repeat(63) + ".com"));
  }
}
