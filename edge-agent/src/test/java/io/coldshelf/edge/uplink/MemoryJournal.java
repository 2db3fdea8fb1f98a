package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.Samples;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A journal without a disk. */
final class MemoryJournal implements Outgoing {

  private static final int SOME = 10;

  private final Map<Lane, Held> lanes =
      new EnumMap<>(Map.of(Lane.EVENTS, new Held(), Lane.READINGS, new Held()));

  private static final class Held {
    private final TreeMap<Long, Block> waiting = new TreeMap<>();
    private final TreeMap<Long, String> aside = new TreeMap<>();
    private byte[] lastHash = Block.noHash();
    private long last;
  }

  private Held of(Lane lane) {
    return lanes.getOrDefault(lane, new Held());
  }

  void add(Lane lane, int bytes) {
    Held held = of(lane);
    held.last++;
    Block block =
        Block.of(
            epoch(),
            lane,
            held.last,
            new Block.Span(Samples.TIME, Samples.TIME, SOME),
            lane == Lane.EVENTS ? Block.Encoding.EVENT : Block.Encoding.SENML,
            new byte[bytes],
            held.lastHash);
    held.lastHash = block.hash();
    held.waiting.put(held.last, block);
  }

  Map<Long, String> setAside(Lane lane) {
    return of(lane).aside;
  }

  @Override
  public String epoch() {
    return "epoch-1";
  }

  @Override
  public List<Block> after(Lane lane, long seq, int max) {
    return of(lane).waiting.tailMap(seq, false).values().stream().limit(max).toList();
  }

  @Override
  public long first(Lane lane) {
    Held held = of(lane);
    return held.waiting.isEmpty() ? held.last + 1 : held.waiting.firstKey();
  }

  @Override
  public long last(Lane lane) {
    return of(lane).last;
  }

  @Override
  public boolean acknowledge(Ack ack) {
    for (Lane lane : Lane.values()) {
      of(lane).waiting.headMap(ack.upTo(lane), true).clear();
    }
    return true;
  }

  @Override
  public void setAside(Lane lane, long seq, String reason) {
    of(lane).waiting.remove(seq);
    of(lane).aside.put(seq, reason);
  }
}
