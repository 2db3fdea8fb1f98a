package io.coldshelf.edge.config;

import java.time.Duration;

/**
 * How much the gateway keeps, and what a power cut may take.
 *
 * @param maxBytes of the journal's files, at least 16 MB
 * @param maxAge of what waits for the bridge, 1 hour to 10 years
 * @param commitEvery readings are made durable this often, 100 ms to 60 s; events are at once
 */
public record JournalSettings(long maxBytes, Duration maxAge, Duration commitEvery) {

  /** For a store of some forty points and an SD card. */
  public static final JournalSettings DEFAULT =
      new JournalSettings(1_000_000_000L, Duration.ofDays(30), Duration.ofSeconds(5));
}
