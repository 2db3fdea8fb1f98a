package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which tags lie on one shelf, judged once a slot.
 *
 * <p>A shopper before the shelf silences many tags at once; an item that was taken falls silent
 * while the others are still read. So a missed slot is held against a tag only as far as its
 * neighbours were read in that slot: the evidence for "gone" grows by -ln(1 - p c), where p is the
 * tag's own rate of being read when nobody stands there and c the share of the neighbours' expected
 * reads that came. Enough evidence, and it is gone; one read, and it starts anew. With nobody near
 * that is close to the shortest delay there is for one false alarm in e^{@value #GONE} slots
 * (Lorden 1971).
 */
final class TagPresence {

  /** How long a slot is. */
  static final long SLOT_MILLIS = 1000;

  /** Evidence, in nats, from which on a tag is gone. */
  static final double GONE = 17;

  /** Slots in which a new tag must be read before it is taken for one that lies here. */
  static final int SLOTS_TO_ENTER = 2;

  /** Slots within which those must come; a tag carried past is not one that lies here. */
  static final int SLOTS_TO_FORGET = 10;

  /** Tags on one shelf; more are not followed. */
  static final int MAX_TAGS = 2000;

  /**
   * Where all neighbours are silent it may still be a shadow, but hardly one of minutes: this share
   * of a miss counts even then.
   */
  private static final double LEAST_VISIBILITY = 0.15;

  /**
   * Stands for the neighbours where there are few or none: as if one more were there, seen this
   * often.
   */
  private static final double VISIBILITY_UNKNOWN = 0.35;

  private static final double RATE_AT_FIRST = 0.8;
  private static final double RATE_LEAST = 0.3;
  private static final double RATE_MOST = 0.995;
  private static final double RATE_STEP = 0.05;
  private static final double CLEAR = 0.8;

  /** Sorted, so that a replay visits them in the same order. */
  private final Map<Epc, Tag> present = new TreeMap<>();

  private final Map<Epc, Candidate> candidates = new HashMap<>();

  private static final class Tag {
    private double rate = RATE_AT_FIRST;
    private double evidence;
    private int clearMisses;
    private boolean seen;

    /**
     * The misses that came before this read are learnt only now that they are known to have been
     * misses: a tag that was taken must not talk its own rate down while it leaves.
     */
    void learn(boolean clear) {
      rate *= Math.pow(1 - RATE_STEP, clearMisses);
      rate += clear ? RATE_STEP * (1 - rate) : 0;
      rate = Math.clamp(rate, RATE_LEAST, RATE_MOST);
      clearMisses = 0;
    }
  }

  private static final class Candidate {
    private int slots;
    private int age;
    private boolean seen;
  }

  int count() {
    return present.size();
  }

  void seen(Epc epc) {
    Tag tag = present.get(epc);
    if (tag != null) {
      tag.seen = true;
    } else if (present.size() + candidates.size() < MAX_TAGS) {
      candidates.computeIfAbsent(epc, _ -> new Candidate()).seen = true;
    }
  }

  /** Some reads were lost, nobody knows whose: no miss up to now is held against any tag. */
  void doubt() {
    for (Tag tag : present.values()) {
      tag.evidence = 0;
      tag.clearMisses = 0;
    }
  }

  /** Ends a slot and answers the tags that are gone by it. */
  List<Epc> endSlot() {
    double expected = 0;
    double read = 0;
    for (Tag tag : present.values()) {
      expected += tag.rate;
      read += tag.seen ? 1 : 0;
    }
    List<Epc> gone = new ArrayList<>();
    Iterator<Map.Entry<Epc, Tag>> entries = present.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Epc, Tag> entry = entries.next();
      Tag tag = entry.getValue();
      double visibility = visibility(read - (tag.seen ? 1 : 0), expected - tag.rate);
      if (judge(tag, visibility)) {
        gone.add(entry.getKey());
        entries.remove();
      }
    }
    admit();
    return gone;
  }

  private static double visibility(double readOthers, double expectedOthers) {
    double share = (readOthers + VISIBILITY_UNKNOWN) / (expectedOthers + 1);
    return Math.clamp(share, LEAST_VISIBILITY, 1);
  }

  private static boolean judge(Tag tag, double visibility) {
    if (tag.seen) {
      tag.learn(visibility > CLEAR);
      tag.evidence = 0;
    } else {
      tag.clearMisses += visibility > CLEAR ? 1 : 0;
      tag.evidence -= Math.log1p(-tag.rate * visibility);
    }
    tag.seen = false;
    return tag.evidence >= GONE;
  }

  private void admit() {
    Iterator<Map.Entry<Epc, Candidate>> entries = candidates.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Epc, Candidate> entry = entries.next();
      Candidate candidate = entry.getValue();
      candidate.age++;
      candidate.slots += candidate.seen ? 1 : 0;
      candidate.seen = false;
      if (candidate.slots >= SLOTS_TO_ENTER) {
        present.put(entry.getKey(), new Tag());
        entries.remove();
      } else if (candidate.age >= SLOTS_TO_FORGET) {
        entries.remove();
      }
    }
  }

  void save(Snapshot into, String prefix) {
    present.forEach((epc, tag) -> into.put(prefix + epc.bits() + "." + epc.hex(), tag.rate));
  }

  void restore(Snapshot from, String prefix) {
    from.under(prefix)
        .forEach((name, rate) -> {
          int dot = name.indexOf('.');
          Epc epc =
              Epc.of(
                  Epc.parse(name.substring(dot + 1)).bytes(),
                  Integer.parseInt(name.substring(0, dot)));
          Tag tag = new Tag();
          tag.rate = Math.clamp(Double.parseDouble(rate), RATE_LEAST, RATE_MOST);
          present.put(epc, tag);
        });
  }
}
