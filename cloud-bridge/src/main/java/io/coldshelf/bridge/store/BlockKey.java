package io.coldshelf.bridge.store;

import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.Lane;
import java.util.Optional;

/**
 * What a block says of itself beside its payload.
 *
 * @param epoch which life of the gateway's journal
 * @param lane which lane
 * @param seq its number in the lane, from 1
 * @param first the lowest number that the gateway still holds in this lane, 1 to seq
 * @param count how many readings and sightings, or events
 * @param proof what ties it to its neighbours and to a clock
 */
public record BlockKey(String epoch, Lane lane, long seq, long first, int count, Proof proof) {

  /**
   * What a block says so that it can be held against others.
   *
   * @param hash SHA-256 of the block in hexadecimal, where it is sent
   * @param prev the hash of the block before it, where it is sent
   * @param clock by which clock it was stamped, where it is sent
   */
  public record Proof(Optional<String> hash, Optional<String> prev, Optional<ClockState> clock) {

    /** A block that says nothing of the kind. */
    public static final Proof NONE =
        new Proof(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Numbers begin at 1, and a gateway holds what it sends. */
  public BlockKey {
    if (epoch.isEmpty() || seq < 1 || first < 1 || first > seq || count < 0) {
      throw new IllegalArgumentException(
          "epoch '" + epoch + "', seq " + seq + ", first " + first + ", count " + count);
    }
  }

  Optional<String> hash() {
    return proof.hash();
  }

  Optional<String> prev() {
    return proof.prev();
  }
}
