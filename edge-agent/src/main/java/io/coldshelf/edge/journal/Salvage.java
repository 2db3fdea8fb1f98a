package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.BlockCutter.Draft;
import io.coldshelf.edge.journal.SqliteFile.Row;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.WireException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes out of a file that was set aside what can be proved to be whole: blocks by their hashes,
 * what waited for a block and the detectors' state by their checksums. Blocks that the bridge has
 * stored are left where they are. The file itself is not touched.
 *
 * <p>It reads every page on its own, so it matters little where the damage is. The log is read
 * beyond the point at which SQLite gives up: a hash tells as well as a log's checksum.
 */
final class Salvage {

  /** Blocks handed on at once. */
  private static final int BATCH = 100;

  /** A seq beyond this is no seq of ours, and would cost memory. */
  private static final long MAX_SEQ = 100_000_000L;

  private static final int HASH_BYTES = 32;

  /** Takes what was found. */
  interface Sink {
    /** Some blocks, events in their order and before readings. */
    void blocks(List<Draft> drafts);

    /** What waited for a block, and the detectors' state. */
    void rest(List<OpenBlock> pending, Map<String, byte[]> state);
  }

  /**
   * What it came to.
   *
   * @param blocks how many blocks were taken out
   * @param lost how many blocks of which the file should hold a copy could not be
   */
  record Result(long blocks, long lost) {

    String words() {
      return "%,d blocks that the bridge had not stored were taken out of it, %s"
          .formatted(blocks, lost == 0 ? "none was lost" : "%,d could not be read".formatted(lost));
    }
  }

  private final Payloads payloads;
  private final Sink sink;
  private final boolean trusted;

  private final Set<String> epochs = new HashSet<>();
  private final Map<Lane, Long> acknowledged = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> last = new EnumMap<>(Lane.class);
  private final Map<Lane, BitSet> found = new EnumMap<>(Lane.class);
  private final TreeMap<Long, Draft> events = new TreeMap<>();
  private final Map<Long, OpenBlock> pending = new TreeMap<>();
  private final Map<String, byte[]> state = new LinkedHashMap<>();
  private final List<Draft> batch = new ArrayList<>();
  private long blocks;

  /**
   * A salvage.
   *
   * @param trusted whether the file is only old, not damaged: then what has no checksum is taken
   *     too
   */
  Salvage(Payloads payloads, Sink sink, boolean trusted) {
    this.payloads = payloads;
    this.sink = sink;
    this.trusted = trusted;
    for (Lane lane : Lane.values()) {
      acknowledged.put(lane, 0L);
      last.put(lane, 0L);
      found.put(lane, new BitSet());
    }
  }

  Result run(Path file) throws IOException {
    WriteAheadLog.Frames frames = WriteAheadLog.scan(WriteAheadLog.of(file));
    List<Map<Integer, Long>> views = new ArrayList<>();
    views.add(frames.committed());
    if (!frames.all().equals(frames.committed())) {
      views.add(frames.all());
    }
    if (!frames.committed().isEmpty()) {
      views.add(new HashMap<>());
    }
    for (Map<Integer, Long> view : views) {
      each(file, view, this::small);
    }
    for (Map<Integer, Long> view : views) {
      each(file, view, row -> block(row, Lane.EVENTS));
    }
    hand(List.copyOf(events.values()));
    for (Map<Integer, Long> view : views) {
      each(file, view, row -> block(row, Lane.READINGS));
    }
    hand(List.copyOf(batch));
    sink.rest(List.copyOf(pending.values()), state);
    return new Result(blocks, lost(Lane.EVENTS) + lost(Lane.READINGS));
  }

  private interface Look {
    void at(Row row);
  }

  private static void each(Path file, Map<Integer, Long> view, Look look) throws IOException {
    try (SqliteFile pages = SqliteFile.open(file, view)) {
      for (int page = 1; page <= pages.pages(); page++) {
        pages.rows(page).forEach(look::at);
      }
    }
  }

  /** Everything but blocks. The first view is the best one: what it has is not replaced. */
  private void small(Row row) {
    if (row.hasColumns(4) && row.text(0).isPresent() && row.text(3).isPresent()) {
      epochs.add(row.text(0).orElseThrow());
    } else if (row.hasColumns(3) && row.text(0).isPresent()) {
      String key = row.text(0).orElseThrow();
      if (row.number(2) == StoredState.crc(key, row.bytes(1))) {
        state.putIfAbsent(key, row.bytes(1));
      }
    } else if (row.hasColumns(8)) {
      lane(row);
    } else if (row.hasColumns(5) && row.number(1) + row.number(2) > 0) {
      pending(row);
    } else if (trusted) {
      former(row);
    }
  }

  /** Rows of journal version 1: {@code life}, {@code lane} and {@code state}, without checksums. */
  private void former(Row row) {
    if (row.hasColumns(6) && row.text(0).isPresent()) {
      epochs.add(row.text(0).orElseThrow());
    } else if (row.hasColumns(4) && row.bytes(2).length == HASH_BYTES) {
      for (Lane lane : Lane.values()) {
        if (lane.number() == row.rowid()) {
          acknowledged.merge(lane, row.number(3), Math::max);
          last.merge(lane, row.number(1), Math::max);
        }
      }
    } else if (row.hasColumns(2) && row.text(0).isPresent() && row.bytes(1).length > 0) {
      state.putIfAbsent(row.text(0).orElseThrow(), row.bytes(1));
    }
  }

  private void lane(Row row) {
    for (Lane lane : Lane.values()) {
      LaneEnd end =
          new LaneEnd(
              lane,
              row.number(1),
              row.bytes(2),
              row.number(3),
              new LaneEnd.Totals(row.number(4), row.number(5), row.number(6)));
      if (lane.number() == row.rowid() && end.crc() == row.number(7)) {
        acknowledged.merge(lane, end.acknowledged(), Math::max);
        last.merge(lane, end.last(), Math::max);
      }
    }
  }

  private void pending(Row row) {
    try {
      ReadingsPayload payload = payloads.read(Block.Encoding.COLUMNS, row.bytes(4));
      pending.putIfAbsent(
          row.rowid(),
          new OpenBlock(
              payload.readings(), payload.sightings(), Rows.clock(row.text(3).orElse(null))));
    } catch (WireException e) {
      // Not what it seemed to be, or damaged.
    }
  }

  private void block(Row row, Lane lane) {
    long seq = row.rowid();
    if (!row.hasColumns(10) || seq < 1 || seq > MAX_SEQ) {
      return;
    }
    boolean former = row.bytes(6).length == HASH_BYTES;
    int prev = former ? 6 : 7;
    if (row.bytes(prev).length != HASH_BYTES || row.bytes(prev + 1).length != HASH_BYTES) {
      return;
    }
    if (seq <= acknowledged.getOrDefault(lane, 0L) || seen(lane).get((int) seq)) {
      return;
    }
    Block.Span span =
        new Block.Span(
            row.number(1),
            row.number(2),
            (int) row.number(3),
            former ? Optional.empty() : Rows.clock(row.text(4).orElse(null)));
    Block.Encoding encoding =
        new Block.Encoding(row.text(prev - 2).orElse(""), row.text(prev - 1).orElse(""));
    for (String epoch : epochs) {
      Block block =
          new Block(
              epoch, lane, seq, span, encoding, row.bytes(9), row.bytes(prev), row.bytes(prev + 1));
      if (block.isIntact()) {
        take(block);
        return;
      }
    }
  }

  private void take(Block block) {
    seen(block.lane()).set((int) block.seq());
    switch (block.lane()) {
      case EVENTS ->
          events.put(
              block.seq(),
              new Draft(Lane.EVENTS, block.span(), Block.Encoding.EVENT, block.payload(), 0, 0));
      case READINGS -> {
        readings(block);
        if (batch.size() >= BATCH) {
          hand(List.copyOf(batch));
          batch.clear();
        }
      }
    }
  }

  /**
   * The hash covers the payload, not what stands beside it in the row: the span is made anew from
   * what the payload says.
   */
  private void readings(Block block) {
    for (Block.Encoding encoding :
        List.of(block.encoding(), Block.Encoding.COLUMNS, Block.Encoding.SENML_DEFLATED)) {
      try {
        ReadingsPayload payload = payloads.read(encoding, block.payload());
        batch.add(
            new Draft(
                Lane.READINGS,
                Spans.of(payload, block.span().clock()),
                encoding,
                block.payload(),
                payload.readings().size(),
                payload.sightings().size()));
        return;
      } catch (WireException e) {
        // Perhaps it is the name of the encoding that is damaged.
      }
    }
  }

  private void hand(List<Draft> drafts) {
    if (!drafts.isEmpty()) {
      sink.blocks(drafts);
      blocks += drafts.size();
    }
  }

  private BitSet seen(Lane lane) {
    return found.computeIfAbsent(lane, _ -> new BitSet());
  }

  /** Of the numbers that must have been there, how many were not found. */
  private long lost(Lane lane) {
    BitSet here = seen(lane);
    long floor = acknowledged.getOrDefault(lane, 0L);
    if (!here.isEmpty()) {
      floor = Math.max(floor, here.nextSetBit(0) - 1L);
    }
    long top = Math.max(last.getOrDefault(lane, 0L), here.length() - 1L);
    return Math.max(0, top - floor - here.cardinality());
  }
}
