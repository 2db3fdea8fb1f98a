package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.edge.journal.Capacity;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalSetup;
import io.coldshelf.edge.journal.Payloads;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.edge.uplink.UplinkStats;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {

  private static final byte[] SPENT = {4, 2};

  @TempDir private Path folder = Path.of("");

  private JournalSetup setup() {
    return new JournalSetup(
        new Payloads(new Topics("store-0042", "gw1"), PayloadForm.COLUMNS, _ -> "Cel"),
        new Capacity(10_000_000, Duration.ofDays(30)),
        new Random(1),
        InstantSource.fixed(Instant.ofEpochMilli(1_800_000_000_000L)),
        thinned -> {
          throw new IllegalStateException("there is room enough, and still: " + thinned);
        });
  }

  /** It tells what it has used when it ends, as the real one does. */
  private static final class Frugal implements Uplink {

    private Optional<byte[]> usage = Optional.empty();

    @Override
    public void wake() {
      // Sends nothing.
    }

    @Override
    public void report(byte[] json) {
      // Sends nothing.
    }

    @Override
    public void head(byte[] json) {
      // Sends nothing.
    }

    @Override
    public Optional<byte[]> usage() {
      Optional<byte[]> told = usage;
      usage = Optional.empty();
      return told;
    }

    @Override
    public UplinkStats stats() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void close() {
      usage = Optional.of(SPENT);
    }
  }

  @Test
  void keepsWhatTheUplinkHasUsedAtItsVeryEnd() {
    Path file = folder.resolve("journal.db");
    Outbox outbox = new Outbox(() -> Journal.open(file, setup()), Optional.of(_ -> new Frugal()));
    outbox.connect();

    outbox.close();

    try (Journal again = Journal.open(file, setup()).journal()) {
      assertArrayEquals(SPENT, again.state().get(Uplink.USAGE_KEY));
      assertEquals(0, again.stats().totals().readings());
    }
  }
}
