package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

final class HeadTest {

  private static final Topics GATEWAY = new Topics("store-0042", "gw1");
  private static final Head.Tip EVENTS = new Head.Tip(3, "ab".repeat(32));
  private static final Head.Tip READINGS = new Head.Tip(7, "cd".repeat(32));

  private static Head head() throws GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return Head.signed(GATEWAY, "e1", 1_800_000_000_000L, EVENTS, READINGS, keys);
  }

  @Test
  void signsOneLine() throws GeneralSecurityException {
    assertEquals(
        "coldshelf-head-v1|store-0042|gw1|e1|2027-01-15T08:00:00Z|3|"
            + "ab".repeat(32)
            + "|7|"
            + "cd".repeat(32),
        new String(head().signedText(GATEWAY), StandardCharsets.UTF_8));
  }

  @Test
  void isReadAsItWasWritten() throws GeneralSecurityException {
    Head head = head();
    Head read = Head.read(head.toJson());
    assertEquals(head.epoch(), read.epoch());
    assertEquals(EVENTS, read.tip(Lane.EVENTS));
    assertEquals(READINGS, read.tip(Lane.READINGS));
    assertTrue(read.isSigned(GATEWAY));
    assertTrue(read.isOf(head.key()));
    assertArrayEquals(head.toJson(), read.toJson());
  }

  @Test
  void isSignedForOneGatewayAndOneContent() throws GeneralSecurityException {
    Head head = head();
    assertFalse(head.isSigned(new Topics("store-0042", "gw2")));
    Head altered =
        new Head(head.epoch(), head.time(), READINGS, EVENTS, head.key(), head.signature());
    assertFalse(altered.isSigned(GATEWAY));
    Head foreign =
        new Head(head.epoch(), head.time(), EVENTS, READINGS, head().key(), head.signature());
    assertFalse(foreign.isSigned(GATEWAY));
    Head keyless =
        new Head(head.epoch(), head.time(), EVENTS, READINGS, new byte[3], head.signature());
    assertFalse(keyless.isSigned(GATEWAY));
  }

  @Test
  void isOneTopicBelowItsGateway() {
    assertEquals("coldshelf/v1/store-0042/gw1/head", Head.topic(GATEWAY));
    assertEquals("head", Topics.parse(Head.topic(GATEWAY)).orElseThrow().leaf());
  }

  @Test
  void refusesWhatIsNone() {
    for (String text :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"epoch\":\"e\",\"time\":\"yesterday\"}",
          "{\"epoch\":\"a|b\",\"time\":\"2027-01-15T08:00:00Z\"}",
          "{\"epoch\":\"e\",\"time\":\"2027-01-15T08:00:00Z\",\"events\":3}",
          "{\"epoch\":\"e\",\"time\":\"2027-01-15T08:00:00Z\",\"key\":\"***\"}",
          "{\"epoch\":\"e\",\"time\":\"2027-01-15T08:00:00Z\",\"events\":{\"seq\":1}}"
        }) {
      assertThrows(
          WireException.class, () -> Head.read(text.getBytes(StandardCharsets.UTF_8)), text);
    }
    assertThrows(WireException.class, () -> Head.read(new byte[Head.MAX_BYTES + 1]));
  }
}
