package io.coldshelf.edge;

import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal in memory that takes everything, or nothing while its disk is full. */
final class KeptCommits implements Journal {

  final List<Commit> commits = new ArrayList<>();
  private final Map<String, byte[]> state = new HashMap<>();
  boolean full;

  @Override
  public void commit(Commit commit) {
    if (full) {
      throw new JournalException(JournalException.Remedy.MAKE_ROOM, "the disk is full");
    }
    commits.add(commit);
    state.putAll(commit.state());
  }

  @Override
  public boolean acknowledge(Ack ack) {
    return false;
  }

  @Override
  public void setAside(Lane lane, long seq, String reason) {
    // Nothing is sent from here.
  }

  @Override
  public void maintain() {
    // Nothing to forget.
  }

  @Override
  public String epoch() {
    return "e";
  }

  @Override
  public List<Block> after(Lane lane, long seq, int max) {
    return List.of();
  }

  @Override
  public Topics owner() {
    return new Topics("store", "gw");
  }

  @Override
  public List<Block> between(long fromMillis, long toMillis, long seq, int max) {
    return List.of();
  }

  @Override
  public Optional<Block> held(Lane lane, long seq) {
    return Optional.empty();
  }

  @Override
  public Head.Tip tip(Lane lane) {
    return Head.Tip.NONE;
  }

  @Override
  public long first(Lane lane) {
    return 1;
  }

  @Override
  public long last(Lane lane) {
    return 0;
  }

  @Override
  public Map<String, byte[]> state() {
    return Map.copyOf(state);
  }

  @Override
  public JournalStats stats() {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
