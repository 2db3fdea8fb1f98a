package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

  @ParameterizedTest
  @CsvSource({
    "0x87, access list",
    "0x97, quota",
    "0x99, uplink.encoding",
    "0x90, coldshelf/v1/#",
    "0x83, broker's log",
    "0x80, without a reason",
    "0x91, sent again",
    "0x9f, does not name",
  })
  void saysWhatToDo(String code, String words) {
    String said = Refusal.words("coldshelf/v1/s/g/readings", Integer.decode(code));
    assertTrue(said.contains(words), said);
    assertTrue(said.contains("coldshelf/v1/s/g/readings"), said);
    assertTrue(said.contains(code), said);
  }

  @ParameterizedTest
  @CsvSource({"0x00, false", "0x10, false", "0x80, true", "0x99, true"})
  void fromEightyOnItIsARefusal(String code, boolean refusal) {
    assertEquals(refusal, Refusal.isOne(Integer.decode(code)));
  }

  @Test
  void aFullBrokerSaysNothingAboutTheBlock() {
    assertEquals(false, Refusal.mayBeOfTheBlock(0x97));
    assertEquals(false, Refusal.mayBeOfTheBlock(0x91));
    assertEquals(true, Refusal.mayBeOfTheBlock(0x99));
  }
}
