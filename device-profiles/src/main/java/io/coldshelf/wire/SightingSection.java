package io.coldshelf.wire;

import io.coldshelf.model.Epc;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Sighting;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes sightings: the places and the tags once each, in the order in which they first come; then
 * the rows, of which each says which of them, and when, how often and how strong.
 */
final class SightingSection {

  private final Sequence sequence = new Sequence();
  private final Numbering<PointId> places = new Numbering<>();
  private final Numbering<Epc> tags = new Numbering<>();
  private int[] placeOf = new int[64];
  private int[] tagOf = new int[64];
  private long[] numbers = new long[64];

  void write(
      List<Sighting> sightings, long baseMillis, NameChain names, ByteSink head, BitSink bits) {
    int count = sightings.size();
    head.number(count);
    if (count == 0) {
      return;
    }
    if (numbers.length < count) {
      placeOf = new int[2 * count];
      tagOf = new int[2 * count];
      numbers = new long[2 * count];
    }
    places.clear();
    tags.clear();
    tables(sightings, names, head);
    head.signed(ColumnsEncoder.checked(sightings.getFirst().firstSeenMillis()) - baseMillis);
    which(count, bits);
    when(sightings, bits);
    howStrong(sightings, bits);
  }

  private void tables(List<Sighting> sightings, NameChain names, ByteSink head) {
    List<PointId> newPlaces = new ArrayList<>();
    List<Epc> newTags = new ArrayList<>();
    int i = 0;
    for (Sighting sighting : sightings) {
      if (sighting.antenna() < 1) {
        throw new IllegalArgumentException("antennas are counted from 1");
      }
      PointId place = new PointId(sighting.reader(), Integer.toString(sighting.antenna()));
      placeOf[i] = places.of(place, place.hashCode());
      if (placeOf[i] == newPlaces.size()) {
        newPlaces.add(place);
      }
      tagOf[i] = tags.of(sighting.epc(), sighting.epc().hashCode());
      if (tagOf[i] == newTags.size()) {
        newTags.add(sighting.epc());
      }
      i++;
    }
    head.number(newPlaces.size());
    for (PointId place : newPlaces) {
      names.fullName(place.toString(), head);
    }
    head.number(newTags.size());
    byte[] last = {};
    int lastBits = Columns.USUAL_TAG_BITS;
    for (Epc tag : newTags) {
      byte[] bytes = tag.bytes();
      tag(bytes, tag.bits(), last, lastBits, head);
      last = bytes;
      lastBits = tag.bits();
    }
  }

  private static void tag(byte[] bytes, int bits, byte[] last, int lastBits, ByteSink head) {
    int most = Math.min(Math.min(bytes.length, last.length), Columns.MAX_SHARED);
    int shared = 0;
    while (shared < most && bytes[shared] == last[shared]) {
      shared++;
    }
    if (bits == lastBits) {
      head.octet(shared);
    } else {
      head.octet(Columns.OTHER_LENGTH | shared);
      head.number(bits);
    }
    head.octets(bytes, shared, bytes.length);
  }

  private void which(int count, BitSink bits) {
    int last = 0;
    for (int i = 0; i < count; i++) {
      numbers[i] = Columns.zigzag(placeOf[i] - last);
      last = placeOf[i];
    }
    sequence.write(numbers, count, bits);
    int next = 0;
    for (int i = 0; i < count; i++) {
      numbers[i] = Columns.zigzag(tagOf[i] - next);
      next = tagOf[i] + 1;
    }
    sequence.write(numbers, count, bits);
  }

  private void when(List<Sighting> sightings, BitSink bits) {
    long last = sightings.getFirst().firstSeenMillis();
    int i = 0;
    for (Sighting sighting : sightings) {
      long first = ColumnsEncoder.checked(sighting.firstSeenMillis());
      numbers[i++] = Columns.zigzag(first - last);
      last = first;
    }
    // The first says nothing; it is in the head.
    System.arraycopy(numbers, 1, numbers, 0, i - 1);
    sequence.write(numbers, i - 1, bits);
    i = 0;
    for (Sighting sighting : sightings) {
      numbers[i++] =
          atLeast(
              0, ColumnsEncoder.checked(sighting.lastSeenMillis()) - sighting.firstSeenMillis());
    }
    sequence.write(numbers, i, bits);
    i = 0;
    for (Sighting sighting : sightings) {
      numbers[i++] = atLeast(1, sighting.count()) - 1;
    }
    sequence.write(numbers, i, bits);
  }

  /** The strength is written against the last one of the same tag, or of any where it is new. */
  private void howStrong(List<Sighting> sightings, BitSink bits) {
    int i = 0;
    for (Sighting sighting : sightings) {
      numbers[i++] = sighting.rssiDbm().isPresent() ? 0 : 1;
    }
    sequence.write(numbers, i, bits);
    int[] strengths = new int[tags.size()];
    boolean[] known = new boolean[tags.size()];
    int last = 0;
    int row = 0;
    i = 0;
    for (Sighting sighting : sightings) {
      int tag = tagOf[row++];
      if (sighting.rssiDbm().isPresent()) {
        int strength = sighting.rssiDbm().getAsInt();
        numbers[i++] = Columns.zigzag((long) strength - (known[tag] ? strengths[tag] : last));
        known[tag] = true;
        strengths[tag] = strength;
        last = strength;
      }
    }
    sequence.write(numbers, i, bits);
  }

  private static long atLeast(long least, long number) {
    if (number < least || number > Columns.MAX_COUNT) {
      throw new IllegalArgumentException(
          "a tag seen " + number + " times, or during " + number + " ms, cannot be");
    }
    return number;
  }
}
