package io.coldshelf.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FloodTest {

  private static final long SECOND = 1_000;

  private static final Flood.Rate EACH = new Flood.Rate(20, 100);
  private static final Flood.Rate TOGETHER = new Flood.Rate(30, 200);

  private static Flood flood(int mostProven) {
    return new Flood(EACH, TOGETHER, mostProven);
  }

  @Test
  void whoFloodsIsHeldBackAndTheOthersAreNot() {
    Flood flood = flood(10);
    int passed = 0;
    for (long now = 0; now < 60 * SECOND; now++) {
      passed += flood.passes("stranger", now) ? 1 : 0;
      if (now % SECOND == 0) {
        assertTrue(flood.passes("sensor", now), "at " + now + " ms");
      }
    }
    assertEquals(100 + 60 * 20, passed, 1);
  }

  @Test
  void manyStrangersTogetherAreHeldBackAndAProvenSensorIsNot() {
    Flood flood = flood(10);
    flood.prove("sensor", 0);
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      passed += flood.passes("stranger " + i, i / 10) ? 1 : 0;
      if (i % 10_000 == 0) {
        assertTrue(flood.passes("sensor", i / 10), "stranger " + i);
      }
    }
    assertEquals(200 + 10 * 30, passed, 1);
  }

  @Test
  void aProvenSensorThatFloodsIsHeldBackAlone() {
    Flood flood = flood(10);
    flood.prove("ill", 0);
    flood.prove("well", 0);
    int passed = 0;
    for (long now = 0; now < 60 * SECOND; now++) {
      passed += flood.passes("ill", now) ? 1 : 0;
      if (now % SECOND == 0) {
        assertTrue(flood.passes("well", now), "at " + now + " ms");
        assertTrue(flood.passes("new " + now, now), "at " + now + " ms");
      }
    }
    assertEquals(100 + 60 * 20, passed, 1);
  }

  @Test
  void aPlaceIsGivenAwayOnlyAfterALongSilence() {
    Flood flood = flood(1);
    flood.prove("sensor", 0);
    assertTrue(flood.passes("sensor", 0));
    flood.prove("late", 3_599_999);
    assertTrue(drained(flood, "late", 3_599_999), "it has a place that another had");
    flood.prove("late", 3_600_000);
    assertFalse(drained(flood, "late", 3_600_000), "it has no place though one is free");
  }

  /** Whether strangers can take a sender's tokens away. */
  private static boolean drained(Flood flood, String sender, long now) {
    for (int i = 0; i < 1_000; i++) {
      boolean _ = flood.passes("stranger " + i, now);
    }
    return !flood.passes(sender, now);
  }

  @Test
  void aClockThatStandsOrGoesBackGivesNothingAway() {
    Flood flood = flood(10);
    int passed = 0;
    for (int i = 0; i < 1_000; i++) {
      passed += flood.passes("stranger", 5_000 - i) ? 1 : 0;
    }
    assertEquals(100, passed);
  }
}
