package io.coldshelf.edge.proof;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;

/** Holds a journal against a head that its gateway signed. */
public final class Witness {

  private Witness() {}

  /**
   * Compares. The chain itself is checked by {@link Journal#verify}; together they show that
   * nothing up to the head was altered, added or taken out.
   *
   * @param file the journal
   * @param head what was signed
   * @param key the gateway's public key, had from somewhere else than the journal
   * @return what is wrong, one sentence; empty when the journal holds what was signed
   */
  public static Optional<String> fault(Path file, Head head, PublicKey key) {
    if (!head.isOf(key.getEncoded())) {
      return Optional.of("the head was signed with another key");
    }
    try (JournalReader journal = Journal.openReadOnly(file)) {
      if (!head.isSigned(journal.owner())) {
        return Optional.of("the head's signature is wrong");
      }
      if (!journal.epoch().equals(head.epoch())) {
        return Optional.of(
            "the head is that of epoch " + head.epoch() + ", the journal's is " + journal.epoch());
      }
      for (Lane lane : Lane.values()) {
        Optional<String> fault = fault(journal, lane, head.tip(lane));
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> fault(JournalReader journal, Lane lane, Head.Tip tip) {
    if (journal.last(lane) < tip.seq()) {
      return Optional.of(
          "%s up to %d were signed, and the journal ends at %d: the end was taken off"
              .formatted(lane.code(), tip.seq(), journal.last(lane)));
    }
    Optional<Block> block = journal.held(lane, tip.seq());
    // A block that was thinned or has made room is no more there to be compared.
    boolean other =
        block.isPresent() && !HexFormat.of().formatHex(block.get().hash()).equals(tip.hash());
    return other
        ? Optional.of(
            "block %d of %s is not the one that was signed".formatted(tip.seq(), lane.code()))
        : Optional.empty();
  }
}
