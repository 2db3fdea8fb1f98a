package io.coldshelf.wire;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import java.util.List;

/**
 * Writes the payload of a block of the readings lane. An encoder may keep what it works with from
 * one block to the next, so only one thread at a time may use it.
 */
public interface PayloadEncoder {

  /**
   * A payload and how it is written.
   *
   * @param encoding how
   * @param payload the bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Encoded(Block.Encoding encoding, byte[] payload) {}

  /**
   * Writes one payload.
   *
   * @param readings in any order; best in that of their times
   * @param sightings in any order
   * @param summaries in any order
   * @return what {@link ReadingsPayload#read} reads
   * @throws IllegalArgumentException when all three lists are empty, or hold what no encoding can
   *     carry; the implementations say what that is
   */
  Encoded encode(List<Reading> readings, List<Sighting> sightings, List<Summary> summaries);
}
