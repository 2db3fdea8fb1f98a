package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.wire.Lane;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thirty days of a bad line, in virtual time and without a socket. */
class LongRunTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void allIsStoredOnceOrSetAsideWithItsReason(long seed) {
    VirtualLine line = new VirtualLine(seed, Set.of(3L, 700L, 5_000L), Set.of(40L));
    line.run(30);
    String seen = "seed " + seed + ": " + line;
    for (Lane lane : Lane.values()) {
      assertEquals(line.journal.last(lane), line.bridge.upTo(lane), seen);
      assertEquals(line.poison(lane), line.journal.setAside(lane).keySet(), seen);
      assertEquals(
          line.journal.last(lane) - line.poison(lane).size(), line.bridge.stored(lane), seen);
    }
    assertTrue(
        line.journal.setAside(Lane.READINGS).values().stream()
            .allMatch(reason -> reason.contains("checks payloads")),
        seen);
    assertEquals(0, line.eventsHeldUp, seen);
    assertTrue(line.mostInFlight < VirtualLine.RECEIVE_MAXIMUM, seen);
    assertTrue(line.resent < 2 * line.journal.last(Lane.READINGS), seen);
    assertTrue(line.connections > 50, seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x87, 0x97, 0x99})
  void aBrokerThatRefusesEverythingForDaysCostsNothingButTime(int code) {
    VirtualLine line = new VirtualLine(1, Set.of(), Set.of());
    line.refuseAll(code, 2);
    line.run(4);
    for (Lane lane : Lane.values()) {
      assertEquals(Set.of(), line.journal.setAside(lane).keySet(), line.toString());
      assertEquals(line.journal.last(lane), line.bridge.upTo(lane), line.toString());
    }
  }
}
