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

  private final TagPresence presence = new TagPresence();
  private final Random random = new Random(7);

  private static Epc epc(int n) {
    return Epc.parse(String.format("3034%020X", n));
  }

  /** One slot in which the tags from..to-1 are read with probability p each. */
  private List<Epc> slot(int from, int to, double p) {
    for (int n = from; n < to; n++) {
      if (random.nextDouble() < p) {
        presence.seen(epc(n));
      }
    }
    return presence.endSlot();
  }

  private void settle() {
    for (int i = 0; i < 60; i++) {
      slot(0, TAGS, 0.9);
    }
    assertEquals(TAGS, presence.count(), "control: all are there");
  }

  @Test
  void aTagCarriedPastIsNotTakenIn() {
    presence.seen(epc(1));
    presence.endSlot();
    for (int i = 0; i < TagPresence.SLOTS_TO_FORGET; i++) {
      presence.endSlot();
    }
    presence.seen(epc(1));
    presence.endSlot();
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
        gone.addAll(slot(9, TAGS, 0.3));
      }
      for (int i = 0; i < 20; i++) {
        gone.addAll(slot(0, TAGS, 0.9));
      }
    }
    assertEquals(List.of(), gone);
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
  void allGoneAtOnceIsBelievedAfterTheLongestShadow() {
    settle();
    int slots = 0;
    while (presence.count() > 0 && slots < 300) {
      presence.endSlot();
      slots++;
    }
    assertTrue(slots > 60 && slots < 180, "after " + slots + " slots");
  }

  @Test
  void presenceOutlivesARestart() {
    settle();
    Snapshot saved = new Snapshot();
    presence.save(saved, "tag.");
    TagPresence after = new TagPresence();
    after.restore(Snapshot.of(saved.bytes()), "tag.");
    assertEquals(TAGS, after.count());
  }
}
