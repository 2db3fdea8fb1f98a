package io.coldshelf.driver.coap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FloodTest {

  private static final long SECOND = 1_000;

  @Test
  void whoFloodsIsHeldBackAndTheOthersAreNot() {
    Flood flood = new Flood();
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
  void manyStrangersTogetherAreHeldBackToo() {
    Flood flood = new Flood();
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      passed += flood.passes("stranger " + i, i / 10) ? 1 : 0;
    }
    assertEquals(1_000 + 10 * 300, passed, 1);
  }

  @Test
  void aClockThatStandsOrGoesBackGivesNothingAway() {
    Flood flood = new Flood();
    int passed = 0;
    for (int i = 0; i < 1_000; i++) {
      passed += flood.passes("stranger", 5_000 - i) ? 1 : 0;
    }
    assertEquals(100, passed);
  }
}
