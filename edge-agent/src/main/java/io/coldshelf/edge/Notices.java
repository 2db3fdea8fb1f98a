package io.coldshelf.edge;

import io.coldshelf.edge.detect.Recorded;
import io.coldshelf.edge.journal.Thinned;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the agent says about its own store. */
final class Notices {

  private Notices() {}

  static Event thinned(Recorded recorded, String gateway, Thinned thinned) {
    return recorded.fact(
        EventKind.DATA_GAP,
        gateway,
        thinned.toMillis(),
        String.format(
            Locale.ROOT,
            "The journal is full and the bridge was not reached: of %,d readings from %s to %s"
                + " (blocks %d to %d) the least, mean and greatest value per %d minutes are left.",
            thinned.readings(),
            Instant.ofEpochMilli(thinned.fromMillis()),
            Instant.ofEpochMilli(thinned.toMillis()),
            thinned.firstSeq(),
            thinned.lastSeq(),
            Duration.ofMillis(thinned.stretchMillis()).toMinutes()),
        "Bring the gateway back to the network, or give its journal more room (journal.maxBytes).");
  }
}
