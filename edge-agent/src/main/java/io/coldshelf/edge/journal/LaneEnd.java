package io.coldshelf.edge.journal;

import io.coldshelf.wire.Lane;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * What is known of a lane beside its blocks: a row of {@code lane}. It has a checksum, for a
 * flipped bit in {@code acknowledged} would give up blocks that nobody has stored.
 *
 * @param lane which lane
 * @param last seq of the last block ever written, 0 before the first
 * @param hash its hash
 * @param acknowledged seq up to which the receiver has stored
 * @param totals what was ever journalled in it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its checksum
record LaneEnd(Lane lane, long last, byte[] hash, long acknowledged, Totals totals) {

  /**
   * What was ever journalled in a lane, by the time of its last block.
   *
   * @param readings how many readings
   * @param sightings how many sightings
   * @param commits how many commits
   */
  record Totals(long readings, long sightings, long commits) {
    static final Totals NONE = new Totals(0, 0, 0);
  }

  long crc() {
    CRC32 crc = new CRC32();
    crc.update(
        (lane.code()
                + "|"
                + last
                + "|"
                + HexFormat.of().formatHex(hash)
                + "|"
                + acknowledged
                + "|"
                + totals.readings()
                + "|"
                + totals.sightings()
                + "|"
                + totals.commits())
            .getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }
}
