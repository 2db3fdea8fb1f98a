package io.coldshelf.simulator.world;

import io.coldshelf.model.Epc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the antennas over a shelf see: its tags by their places, and who stands before them. */
final class TagField {

  /** In a shadow a tag is read so much less often; the body takes all but a reflection. */
  private static final double SHADOW_READS = 0.02;

  private static final double SHADOW_DB = 12;

  /** A part of the shelf that another antenna is nearer to. */
  private static final double FAR_READS = 0.5;

  private static final double FAR_DB = 6;

  /** Tags of the next shelf are weaker by this, with that deviation. */
  private static final double CROSS_DB = 6;

  private static final double CROSS_DEVIATION_DB = 3.5;
  private static final double NEAR_RSSI_DBM = -52;
  private static final double PLACE_DEVIATION_DB = 4;
  private static final double ROUND_DEVIATION_DB = 1.5;
  private static final double RSSI_STEP_DB = 0.5;

  private static final int ANSWER = 1;
  private static final int STRENGTH = 2;
  private static final int OWN_STRENGTH = 3;

  /** Somebody before the places from one on, up to another that is free. */
  record Shadow(int from, int to) {

    boolean covers(int place) {
      return place >= from && place < to;
    }
  }

  private final ShelfSetup.Radio setup;
  private final Noise noise;
  private final List<Epc> neighbours;
  private final List<Shadow> shadows = new ArrayList<>();

  TagField(ShelfSetup.Radio setup, Noise noise, List<Epc> neighbours) {
    this.setup = setup;
    this.noise = noise;
    this.neighbours = List.copyOf(neighbours);
  }

  void enter(Shadow shadow) {
    shadows.add(shadow);
  }

  void leave(Shadow shadow) {
    shadows.remove(shadow);
  }

  /** One inventory round over a shelf's places, by antenna 1, 2 … */
  List<SeenTag> round(List<Optional<Item>> places, int antenna, long timeMillis) {
    if (antenna < 1 || antenna > setup.antennas()) {
      throw new IllegalArgumentException("antenna " + antenna + " of " + setup.antennas());
    }
    List<SeenTag> seen = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      Optional<Item> item = places.get(place);
      if (item.isPresent()) {
        listen(item.get(), place, places.size(), antenna, timeMillis).ifPresent(seen::add);
      }
    }
    for (Epc neighbour : neighbours) {
      long what = what(neighbour, antenna);
      if (noise.uniform(what + ANSWER, timeMillis) < setup.crossRead() / neighbours.size()) {
        double fade = CROSS_DB + CROSS_DEVIATION_DB * noise.gaussian(what + OWN_STRENGTH, 0);
        seen.add(new SeenTag(neighbour, rssi(what, fade, timeMillis)));
      }
    }
    return seen;
  }

  private Optional<SeenTag> listen(
      Item item, int place, int capacity, int antenna, long timeMillis) {
    boolean far = place * setup.antennas() / capacity != antenna - 1;
    boolean shadowed = shadows.stream().anyMatch(shadow -> shadow.covers(place));
    double readability = item.readability() * (far ? FAR_READS : 1) * (shadowed ? SHADOW_READS : 1);
    long what = what(item.epc(), antenna);
    if (noise.uniform(what + ANSWER, timeMillis) >= readability) {
      return Optional.empty();
    }
    double fade = (far ? FAR_DB : 0) + (shadowed ? SHADOW_DB : 0);
    return Optional.of(new SeenTag(item.epc(), rssi(what, fade, timeMillis)));
  }

  private double rssi(long what, double fade, long timeMillis) {
    double dbm =
        NEAR_RSSI_DBM
            + PLACE_DEVIATION_DB * noise.gaussian(what + STRENGTH, 0)
            + ROUND_DEVIATION_DB * noise.gaussian(what + STRENGTH, timeMillis)
            - fade;
    return Math.rint(dbm / RSSI_STEP_DB) * RSSI_STEP_DB;
  }

  private static long what(Epc epc, int antenna) {
    return Noise.mix(31L * epc.hashCode() + antenna) & ~0xFL;
  }
}
