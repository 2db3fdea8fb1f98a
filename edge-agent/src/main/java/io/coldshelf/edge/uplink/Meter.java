package io.coldshelf.edge.uplink;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts; written by the uplink's thread, read by any. */
final class Meter {

  private static final System.Logger LOG = System.getLogger(Meter.class.getName());

  private final InstantSource clock;
  private boolean connected;
  private long sinceMillis;
  private long sent;
  private long accepted;
  private long resent;
  private long refused;
  private long setAside;
  private long bytes;
  private Optional<String> lastError = Optional.empty();
  private OptionalLong firstAcceptedMillis = OptionalLong.empty();
  private String saidSinceConnected = "";
  private volatile UplinkStats published;

  Meter(InstantSource clock) {
    this.clock = clock;
    this.sinceMillis = clock.millis();
    this.published = snapshot();
  }

  void connected() {
    LOG.log(Level.INFO, "Connected to the broker.");
    saidSinceConnected = "";
    connected = true;
    sinceMillis = clock.millis();
    publish();
  }

  /** Says each reason once: a broker that is away for a week fills no log. */
  void disconnected(String reason) {
    if (connected) {
      connected = false;
      sinceMillis = clock.millis();
    }
    failed(reason);
  }

  void failed(String reason) {
    if (!saidSinceConnected.equals(reason)) {
      LOG.log(Level.WARNING, reason);
      saidSinceConnected = reason;
    }
    lastError = Optional.of(reason);
    publish();
  }

  void sent(int payloadBytes, boolean again) {
    sent++;
    resent += again ? 1 : 0;
    bytes += payloadBytes;
  }

  void accepted() {
    accepted++;
    if (firstAcceptedMillis.isEmpty()) {
      firstAcceptedMillis = OptionalLong.of(clock.millis());
    }
  }

  long acceptedCount() {
    return accepted;
  }

  void refused() {
    refused++;
  }

  void setAside() {
    setAside++;
  }

  void publish() {
    published = snapshot();
  }

  UplinkStats stats() {
    return published;
  }

  private UplinkStats snapshot() {
    return new UplinkStats(
        connected,
        sinceMillis,
        new UplinkStats.Counts(sent, accepted, resent, refused, setAside, bytes),
        lastError,
        firstAcceptedMillis);
  }
}
