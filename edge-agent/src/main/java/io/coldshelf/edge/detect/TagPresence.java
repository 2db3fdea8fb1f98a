package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which tags lie on one shelf, judged once a slot, with the tags of the neighbouring shelves as
 * witnesses.
 *
 * <p>Each tag is a small hidden-state filter:
 *
 * <pre>
 *            somebody comes               taken
 *   CLEAR ───────────────▶ SHADOWED ───────────────▶ GONE
 *     ▲  ◀───────────────                              ▲
 *     │   somebody leaves                              │
 *     └───────────────── taken ────────────────────────┘
 * </pre>
 *
 * A clear tag is read at its own learned rate, a shadowed one hardly ever, one that is gone never.
 * How likely somebody comes, and leaves, is shared: a person covers several neighbours at once, so
 * a tag that is silent while all others are read is hardly shadowed, and one whose neighbours have
 * just come back is shadowed no longer. With nobody near, the delay is close to the shortest there
 * is (Lorden 1971); with somebody near, it waits for that person to go.
 *
 * <p>What it cannot know is whether an antenna before which several tags fall silent at once was
 * swept or has failed. Then nothing is held against any of them, and {@link #hushedSince} says
 * since when; for ever, unless the reader is one that tells of its failures.
 */
final class TagPresence {

  /** How long a slot is at least. */
  static final long SLOT_MILLIS = 250;

  /** How long a round is before anything is known of this reader. */
  private static final double ROUND_AT_FIRST = 1000;

  /** Slots in which a new tag must be read before it is taken for one that lies here. */
  static final int SLOTS_TO_ENTER = 4;

  /** Slots within which those must come; a tag carried past is not one that lies here. */
  static final int SLOTS_TO_FORGET = 8;

  /** Tags that are followed; more are not. */
  static final int MAX_TAGS = 2000;

  private static final double SECOND = 1000;
  private static final String ASSORTMENT = "assortment.";

  /** A round takes no longer than this, in milliseconds. */
  private static final double LONGEST_ROUND = 10_000;

  private static final double LONGEST_STAY_SECONDS = 180;

  private static final double ROUND_STEP = 0.1;

  /**
   * From so many expected reads on, a slot without any was no round, and not one full of misses.
   */
  private static final double SURE_OF_A_ROUND = 3;

  /** So many rounds without any read are the longest that a slot waits for the next. */
  private static final int ROUNDS_OF_PATIENCE = 3;

  /** In the order in which they came, which is the same in each replay and kept over a restart. */
  private final Map<Epc, Tag> present = new LinkedHashMap<>();

  private final Map<Epc, Candidate> candidates = new HashMap<>();
  private final Map<Integer, Antenna> antennas = new TreeMap<>();
  private final Bay bay = new Bay();
  private final Assortment assortment;

  /** Items of another product that lie here, and since when. */
  private final Map<Epc, Long> foreign = new TreeMap<>();

  /** How many slots a tag was away that was thought gone and came back: it is read that rarely. */
  private final Map<Epc, Long> departed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Epc, Long> eldest) {
          return size() > MAX_TAGS;
        }
      };

  private double longestHushSeconds = Double.POSITIVE_INFINITY;
  private int here;
  private long slot;
  private long firstSlot;
  private long slotSinceMillis = Long.MIN_VALUE;
  private double roundMillis = ROUND_AT_FIRST;

  private static final class Candidate {
    private int antenna;
    private int own;
    private int other;
    private int slots;
    private int age;
    private boolean heard;
  }

  /** What one antenna hears. */
  private static final class Antenna {
    /** From so many tags on, an antenna that reads none of them has failed or was swept. */
    private static final int SEVERAL = 4;

    private int tags;
    private boolean heard;

    /** It read a tag that lies elsewhere while it read none of its own: it has not failed. */
    private boolean works;

    private double silentSeconds;
    private long sinceMillis;

    void endSlot(long nowMillis, double seconds) {
      if (heard || tags < SEVERAL) {
        silentSeconds = 0;
        works = false;
      } else {
        sinceMillis = silentSeconds == 0 ? nowMillis - (long) (seconds * SECOND) : sinceMillis;
        silentSeconds += seconds;
      }
    }

    Antenna speaks() {
      heard = true;
      return this;
    }

    boolean isHushed(double longestSeconds) {
      return silentSeconds > 0 && !works && silentSeconds < longestSeconds;
    }
  }

  /** For a shelf that sells what the assortment knows. */
  TagPresence(Assortment assortment) {
    this.assortment = assortment;
  }

  /** Whether enough rounds were heard to know what lies here. */
  boolean isSettled() {
    return slot - firstSlot >= SLOTS_TO_FORGET;
  }

  /** How many tags lie on this shelf. */
  int count() {
    return here;
  }

  /** Which items lie on this shelf, those of another product too. */
  List<Epc> here() {
    return present.entrySet().stream()
        .filter(entry -> entry.getValue().isHere() || foreign.containsKey(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many items of another product lie here. */
  int foreign() {
    return foreign.size();
  }

  /** Items of another product that have lain here for so long. */
  List<Epc> foreign(long nowMillis, long lastingMillis) {
    if (foreign.isEmpty()) {
      return List.of();
    }
    return foreign.entrySet().stream()
        .filter(entry -> nowMillis - entry.getValue() >= lastingMillis)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Since when an antenna of this bay has read none of its several tags, where one does so. */
  OptionalLong hushedSince() {
    return antennas.values().stream()
        .filter(antenna -> antenna.isHushed(longestHushSeconds))
        .mapToLong(antenna -> antenna.sinceMillis)
        .min();
  }

  /**
   * A tag was read.
   *
   * @param antenna a number for the antenna, unique in the bay
   * @param own whether that is one of this shelf's
   */
  void seen(Epc epc, int antenna, boolean own) {
    Tag tag = present.get(epc);
    Antenna place = antennas.computeIfAbsent(antenna, _ -> new Antenna());
    if (tag != null && tag.antenna() == antenna) {
      place.heard = true;
    } else {
      place.works = true;
    }
    if (tag != null) {
      tag.hear(antenna, own);
      return;
    }
    Candidate candidate = candidates.get(epc);
    if (candidate == null && present.size() + candidates.size() < MAX_TAGS) {
      candidate = new Candidate();
      candidates.put(epc, candidate);
    }
    if (candidate != null) {
      candidate.heard = true;
      candidate.own += own ? 1 : 0;
      candidate.other += own ? 0 : 1;
      candidate.antenna = antenna;
    }
  }

  /** Some reads were lost, nobody knows whose: no miss up to now is held against any tag. */
  void doubt() {
    present.values().forEach(Tag::doubt);
    antennas.values().forEach(antenna -> antenna.silentSeconds = 0);
  }

  /**
   * The reader itself tells when it, or an antenna, fails: where it does not, a longer silence than
   * anybody stands there for means that the place was swept.
   */
  void trustReader() {
    longestHushSeconds = LONGEST_STAY_SECONDS;
  }

  /** Nobody listened for a while: what was missed meanwhile is not held against any tag. */
  void pause() {
    rest();
    firstSlot = slot;
  }

  /** Nothing was to be heard for a while: slots begin anew, and what is known stays known. */
  void rest() {
    slotSinceMillis = Long.MIN_VALUE;
  }

  /**
   * Time for a slot to end. It goes on where the reader has not come round yet. Answers the tags of
   * this shelf that are gone by it.
   */
  List<Epc> endSlot(long nowMillis) {
    if (slotSinceMillis == Long.MIN_VALUE) {
      slotSinceMillis = nowMillis - SLOT_MILLIS;
    }
    double millis = nowMillis - slotSinceMillis;
    double expected = 0;
    int heard = 0;
    for (Tag tag : present.values()) {
      expected += tag.expected();
      heard += tag.isHeard() ? 1 : 0;
    }
    for (Candidate candidate : candidates.values()) {
      expected++;
      heard += candidate.heard ? 1 : 0;
    }
    boolean sure = expected >= SURE_OF_A_ROUND;
    if (millis < roundMillis * 0.75
        || (sure && heard == 0 && millis < ROUNDS_OF_PATIENCE * roundMillis)) {
      return List.of();
    }
    if (sure && heard > 0) {
      roundMillis += ROUND_STEP * (Math.min(millis, LONGEST_ROUND) - roundMillis);
    }
    slotSinceMillis = nowMillis;
    slot++;
    return judge(nowMillis, Math.min(millis, LONGEST_ROUND) / SECOND);
  }

  private List<Epc> judge(long nowMillis, double seconds) {
    antennas.computeIfPresent(Tag.UNKNOWN_ANTENNA, (_, unknown) -> unknown.speaks());
    antennas.values().forEach(antenna -> antenna.endSlot(nowMillis, seconds));
    bay.begin(seconds, antennas.values().stream().filter(antenna -> antenna.tags > 0).count());
    for (Tag tag : present.values()) {
      if (!antenna(tag).isHushed(longestHushSeconds)) {
        bay.add(tag);
      }
    }
    List<Epc> gone = new ArrayList<>();
    Iterator<Map.Entry<Epc, Tag>> entries = present.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Epc, Tag> entry = entries.next();
      Tag tag = entry.getValue();
      boolean wasHere = tag.isHere();
      Antenna antenna = antenna(tag);
      if (!antenna.isHushed(longestHushSeconds)) {
        bay.judge(tag, antenna.tags);
      }
      boolean left = tag.isGone();
      if (left) {
        bay.left();
        departed.put(entry.getKey(), slot);
        antenna.tags--;
        entries.remove();
        foreign.remove(entry.getKey());
      } else {
        settle(tag, antenna);
        if (tag.isMisplaced()) {
          foreign.putIfAbsent(entry.getKey(), nowMillis);
        } else if (!foreign.isEmpty()) {
          foreign.remove(entry.getKey());
        }
      }
      boolean isHere = !left && tag.isHere();
      here += (isHere ? 1 : 0) - (wasHere ? 1 : 0);
      if (wasHere && !isHere) {
        gone.add(entry.getKey());
      }
    }
    admit();
    antennas.values().forEach(antenna -> antenna.heard = false);
    return gone;
  }

  private Antenna antenna(Tag tag) {
    return antennas.computeIfAbsent(tag.antenna(), _ -> new Antenna());
  }

  /** It may have been carried to another place. */
  private void settle(Tag tag, Antenna before) {
    tag.endSlot(before.heard);
    before.tags--;
    antenna(tag).tags++;
  }

  private void admit() {
    Iterator<Map.Entry<Epc, Candidate>> entries = candidates.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Epc, Candidate> entry = entries.next();
      Candidate candidate = entry.getValue();
      candidate.age++;
      candidate.slots += candidate.heard ? 1 : 0;
      candidate.heard = false;
      if (candidate.slots >= SLOTS_TO_ENTER) {
        enter(entry.getKey(), candidate);
        entries.remove();
      } else if (candidate.age >= SLOTS_TO_FORGET) {
        entries.remove();
      }
    }
  }

  private void enter(Epc epc, Candidate candidate) {
    double share = (candidate.own + 1.0) / (candidate.own + candidate.other + 2);
    if (share > 0.5 && assortment.learn(epc)) {
      present.forEach((other, tag) -> {
        if (assortment.isForeign(other)) {
          here -= tag.isHere() ? 1 : 0;
          tag.belongsElsewhere();
        }
      });
    }
    Tag tag = new Tag(candidate.antenna, share);
    if (assortment.isForeign(epc)) {
      tag.belongsElsewhere();
    }
    Long left = departed.remove(epc);
    if (left != null) {
      tag.readRarely(slot - left);
    }
    put(epc, tag);
  }

  private void put(Epc epc, Tag tag) {
    present.put(epc, tag);
    antenna(tag).tags++;
    here += tag.isHere() ? 1 : 0;
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    slotSinceMillis += slotSinceMillis == Long.MIN_VALUE ? 0 : deltaMillis;
    antennas.values().forEach(antenna -> antenna.sinceMillis += deltaMillis);
    foreign.replaceAll((_, since) -> since + deltaMillis);
  }

  void save(Snapshot into, String prefix) {
    assortment.save(into, ASSORTMENT + prefix);
    present.forEach((epc, tag) -> {
      if (tag.isHere()) {
        into.put(prefix + epc.bits() + "." + epc.hex(), tag.rate() + " " + tag.antenna());
      }
    });
  }

  void restore(Snapshot from, String prefix) {
    assortment.restore(from, ASSORTMENT + prefix);
    from.under(prefix)
        .forEach((name, known) -> {
          int dot = name.indexOf('.');
          Epc epc =
              Epc.of(
                  Epc.parse(name.substring(dot + 1)).bytes(),
                  Integer.parseInt(name.substring(0, dot)));
          int blank = known.indexOf(' ');
          int antenna =
              blank < 0 ? Tag.UNKNOWN_ANTENNA : Integer.parseInt(known.substring(blank + 1));
          double rate = Double.parseDouble(blank < 0 ? known : known.substring(0, blank));
          put(epc, Tag.remembered(antenna, rate));
        });
  }
}
