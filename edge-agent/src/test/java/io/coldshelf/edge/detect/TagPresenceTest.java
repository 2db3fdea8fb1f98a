package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagPresenceTest {

  private static final int TAGS = 12;
  private static final int OWN = 1;
  private static final int NEXT = 2;
  private static final long ROUND = 1000;

  private final TagPresence presence = new TagPresence(new Assortment("06901234567892"));
  private final Random random = new Random(7);
  private long now = 1_700_000_000_000L;

  private static Epc epc(int n) {
    return Epc.parse(String.format("E280%020X", n));
  }

  /** One round in which the tags from..to-1 are read with probability p each. */
  private void read(int antenna, int from, int to, double p) {
    for (int n = from; n < to; n++) {
      if (random.nextDouble() < p) {
        presence.seen(epc(n), antenna, antenna == OWN);
      }
    }
  }

  private List<Epc> slot(int from, int to, double p) {
    read(OWN, from, to, p);
    return end();
  }

  private List<Epc> end() {
    now += ROUND;
    return presence.endSlot(now);
  }

  private void settle() {
    for (int i = 0; i < 60; i++) {
      slot(0, TAGS, 0.9);
    }
    assertEquals(TAGS, presence.count(), "control: all are there");
  }

  @Test
  void aTagCarriedPastIsNotTakenIn() {
    slot(1, 2, 1);
    for (int i = 0; i < TagPresence.SLOTS_TO_FORGET; i++) {
      end();
    }
    slot(1, 2, 1);
    assertEquals(0, presence.count());
  }

  @Test
  void anItemThatWasTakenIsGoneWithinFifteenSlotsWhileTheOthersAreRead() {
    settle();
    List<Epc> gone = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      gone.addAll(slot(1, TAGS, 0.9));
    }
    assertEquals(List.of(epc(0)), gone);
  }

  @Test
  void aShopperBeforeTheShelfRemovesNothing() {
    settle();
    List<Epc> gone = new ArrayList<>();
    for (int shadow = 0; shadow < 50; shadow++) {
      for (int i = 0; i < 20; i++) {
        read(OWN, 0, 7, 0.9);
        gone.addAll(slot(7, TAGS, 0.02));
      }
      for (int i = 0; i < 20; i++) {
        gone.addAll(slot(0, TAGS, 0.9));
      }
    }
    assertEquals(List.of(), gone);
  }

  @Test
  void whatAShopperTookIsGoneSoonAfterTheOthersAreBack() {
    settle();
    for (int i = 0; i < 20; i++) {
      slot(0, 7, 0.9);
    }
    assertEquals(TAGS, presence.count(), "five are covered");
    for (int i = 0; i < 15; i++) {
      slot(0, TAGS - 1, 0.9);
    }
    assertEquals(TAGS - 1, presence.count());
  }

  @Test
  void aQuietNightRemovesNothing() {
    settle();
    List<Epc> gone = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      gone.addAll(slot(0, TAGS, 0.8));
    }
    assertEquals(List.of(), gone);
  }

  @Test
  void anAntennaThatReadsNoneOfItsTagsRemovesNone() {
    settle();
    long silentSince = now;
    for (int i = 0; i < 3600; i++) {
      assertEquals(List.of(), end());
    }
    assertEquals(TAGS, presence.count());
    long since = presence.hushedSince().orElseThrow();
    assertTrue(Math.abs(since - silentSince) <= 3 * ROUND, "silent since " + since);
    slot(0, TAGS, 0.9);
    assertTrue(presence.hushedSince().isEmpty());
  }

  @Test
  void aShelfThatWasSweptIsEmptyWhereTheReaderTellsOfItsFailures() {
    settle();
    presence.trustReader();
    int slots = 0;
    while (presence.count() > 0 && slots < 900) {
      end();
      slots++;
    }
    assertTrue(slots > 180 && slots < 900, "after " + slots + " slots");
  }

  @Test
  void aTagOfTheNextShelfIsNotCountedHere() {
    settle();
    for (int i = 0; i < 500; i++) {
      read(NEXT, 100, 110, 0.9);
      read(OWN, 100, 110, 0.15);
      slot(0, TAGS, 0.9);
    }
    assertEquals(TAGS, presence.count());
  }

  @Test
  void anItemCarriedToTheNextShelfHasLeft() {
    settle();
    List<Epc> gone = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      read(NEXT, 0, 1, 0.9);
      gone.addAll(slot(1, TAGS, 0.9));
    }
    assertEquals(List.of(epc(0)), gone);
  }

  @Test
  void aSlowReaderIsWaitedFor() {
    for (int i = 0; i < 2000; i++) {
      boolean round = i % 5 == 0;
      slot(0, round ? TAGS : 0, 0.8);
    }
    assertEquals(TAGS, presence.count());
  }

  @Test
  void aReaderThatReportsWithoutEndIsHeard() {
    settle();
    for (int i = 0; i < 20; i++) {
      for (int n = 0; n < 40_000; n++) {
        presence.seen(epc(0), OWN, true);
      }
      slot(1, TAGS, 0.9);
    }
    assertEquals(TAGS, presence.count());
  }

  @Test
  void tenThousandTagsOnOneAntennaAreNotAllFollowed() {
    for (int i = 0; i < 20; i++) {
      slot(0, 10_000, 0.9);
    }
    assertEquals(TagPresence.MAX_TAGS, presence.count());
  }

  @Test
  void presenceOutlivesARestart() {
    settle();
    Snapshot saved = new Snapshot();
    presence.save(saved, "tag.");
    TagPresence after = new TagPresence(new Assortment("06901234567892"));
    after.restore(Snapshot.of(saved.bytes()), "tag.");
    assertEquals(TAGS, after.count());
  }
}
