package io.coldshelf.edge.journal;

import io.coldshelf.wire.Lane;
import java.util.List;
import java.util.Optional;

/**
 * Whether what a journal holds is what was written.
 *
 * @param epoch which life of the journal
 * @param chains one for each lane
 */
public record Verification(String epoch, List<Chain> chains) {

  /** Copies the list. */
  public Verification {
    chains = List.copyOf(chains);
  }

  /**
   * One lane's chain of hashes.
   *
   * @param lane which lane
   * @param first lowest seq held, 0 when none is
   * @param last highest seq held, 0 when none is
   * @param blocks how many were checked
   * @param fault the first thing wrong, one sentence; empty when all is well
   */
  public record Chain(Lane lane, long first, long last, long blocks, Optional<String> fault) {}

  /**
   * What is wrong, if anything is.
   *
   * @return the first fault, one sentence
   */
  public Optional<String> fault() {
    return chains.stream().flatMap(chain -> chain.fault().stream()).findFirst();
  }

  /**
   * Whether nothing was altered, added or removed between the first block held and the last.
   *
   * @return true when no chain has a fault
   */
  public boolean isIntact() {
    return fault().isEmpty();
  }
}
