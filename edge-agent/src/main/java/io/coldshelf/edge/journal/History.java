package io.coldshelf.edge.journal;

import io.coldshelf.wire.Block;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.WireException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a gateway has measured, delivered or not, as far as its journal still holds it. Works while
 * the agent runs.
 */
public final class History {

  private static final int PAGE = 100;

  private History() {}

  /**
   * Reads a stretch of time.
   *
   * @param file the journal
   * @param fromMillis the earliest, milliseconds since 1970, inclusive
   * @param toMillis the latest, exclusive
   * @param out takes the payloads, block by block in the order in which they were written; they may
   *     hold readings from before and after the stretch
   * @throws JournalException when there is no journal, it cannot be read, or a block in it is
   *     damaged
   */
  public static void read(
      Path file, long fromMillis, long toMillis, Consumer<ReadingsPayload> out) {
    try (SqliteReader reader = SqliteReader.open(file)) {
      Payloads payloads = new Payloads(reader.owner(), PayloadForm.COLUMNS, _ -> "");
      List<Block> blocks = reader.between(fromMillis, toMillis, 0, PAGE);
      while (!blocks.isEmpty()) {
        for (Block block : blocks) {
          out.accept(payloads.read(block.encoding(), block.payload()));
        }
        blocks = reader.between(fromMillis, toMillis, blocks.getLast().seq(), PAGE);
      }
      OpenBlock waiting = reader.waiting(payloads);
      if (!waiting.isEmpty()) {
        out.accept(
            new ReadingsPayload(waiting.readings(), waiting.sightings(), List.of(), Map.of()));
      }
    } catch (WireException e) {
      throw new JournalException(
          JournalException.Remedy.PERSON, "a block of " + file + " cannot be read: " + e, e);
    }
  }
}
