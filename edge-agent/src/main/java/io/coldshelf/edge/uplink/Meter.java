package io.coldshelf.edge.uplink;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Counts; written by the uplink's thread, read by any. */
final class Meter {

  private static final System.Logger LOG = System.getLogger(Meter.class.getName());

  /** So many different reasons on one connection are said; what comes then is in the numbers. */
  private static final int MAX_SAID = 32;

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
  private final Set<String> saidSinceConnected = new HashSet<>();
  private final Set<String> saidEver = new HashSet<>();
  private UplinkStats.Line line = UplinkStats.Line.NOTHING;
  private volatile UplinkStats published;

  Meter(InstantSource clock) {
    this.clock = clock;
    this.sinceMillis = clock.millis();
    this.published = snapshot();
  }

  void connected() {
    LOG.log(Level.INFO, "Connected to the broker.");
    saidSinceConnected.clear();
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
    if (saidSinceConnected.size() < MAX_SAID && saidSinceConnected.add(reason)) {
      LOG.log(Level.WARNING, reason);
    }
    lastError = Optional.of(reason);
    publish();
  }

  /** Says it once in the life of the process. */
  void failedOnce(String reason) {
    if (saidEver.add(reason)) {
      failed(reason);
    }
  }

  void line(Allowance allowance, Optional<Allowance.Hold> hold) {
    line =
        new UplinkStats.Line(allowance.dayBytes(), allowance.monthBytes(), hold.map(Meter::words));
  }

  private static String words(Allowance.Hold hold) {
    return switch (hold) {
      case RATE -> "readings keep to uplink.limit.rate";
      case DAY -> "readings wait for tomorrow: uplink.limit.day is used up";
      case MONTH -> "readings wait for the next month: uplink.limit.month is used up";
      case HOURS -> "readings wait for the hours of uplink.limit.readingsAt";
    };
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
        line,
        lastError,
        firstAcceptedMillis);
  }
}
