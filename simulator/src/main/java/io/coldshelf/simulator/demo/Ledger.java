package io.coldshelf.simulator.demo;

import io.coldshelf.bridge.Bridge;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.edge.Agent;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.simulator.truth.Evaluation;
import io.coldshelf.simulator.truth.TruthEpisode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the gateways' journals with the bridge's store, and the alerts there with the truth. */
final class Ledger {

  /** The alerts of which the simulated world knows the truth. */
  private static final Set<EventKind> KNOWN =
      EnumSet.of(
          EventKind.STOCKOUT,
          EventKind.LOW_STOCK,
          EventKind.TEMPERATURE_BREACH,
          EventKind.SENSOR_FAULT);

  private final Bridge bridge;
  private final List<JournalStats.Totals> journals = new ArrayList<>();

  /** The agents have ended: their journals do not change any more. */
  Ledger(Bridge bridge, Path data) {
    this.bridge = bridge;
    for (String gateway : List.of("store", "truck")) {
      Path file = data.resolve(gateway).resolve(Agent.JOURNAL_FILE);
      if (Files.exists(file)) { // not if the demo was ended while its agents were starting
        try (JournalReader journal = Journal.openReadOnly(file)) {
          journals.add(journal.stats().totals());
        }
      }
    }
  }

  /** Whether all that is on its way has arrived. */
  boolean isSettled(int webhooksReceived) {
    return delivered() >= journalled() && webhooksReceived >= webhooksSent();
  }

  private long journalled() {
    return journals.stream()
        .mapToLong(totals -> totals.events() + totals.readings() + totals.sightings())
        .sum();
  }

  /** A reading that took another's place has arrived all the same; it counts as doubled besides. */
  private long delivered() {
    Totals totals = bridge.totals();
    return totals.events() + totals.readings() + totals.replacedReadings() + totals.sightings();
  }

  /**
   * All that the bridge has put down for the receiver, but what was set down after the agents had
   * ended.
   */
  private long webhooksSent() {
    return bridge.database().read(sql -> sql.number("select count(*) as n from delivery"));
  }

  /** Good readings of the probes in the store: no more of them can be true than were given out. */
  private long probeReadings() {
    return bridge
        .database()
        .read(sql ->
            sql.number(
                "select count(*) as n from reading r join point p on p.id = r.point"
                    + " where p.device in ('case-probe', 'cargo-probe') and r.value is not null"));
  }

  private List<Detected> alerts() {
    return bridge
        .database()
        .read(sql ->
            sql.list(
                "select a.kind as kind, a.subject as subject, a.closed_at as closed,"
                    + " min(d.created_at) as raised from alert a"
                    + " join event e on e.alert = a.id and e.change = 'opened'"
                    + " join delivery d on d.event = e.seq group by a.id",
                row ->
                    new Detected(
                        EventKind.ofCode(row.text("kind")).orElseThrow(),
                        row.text("subject"),
                        row.whole("raised"),
                        row.maybeWhole("closed"))));
  }

  Summary summary(Stage stage, WebhookReceiver receiver, int restarts, long endMillis) {
    Totals totals = bridge.totals();
    Summary.Counts counts =
        new Summary.Counts(
            stage.served(),
            stage.tags().delivered(),
            journalled(),
            delivered(),
            totals.replacedReadings(),
            Math.max(0, probeReadings() - stage.served()));
    List<Detected> known = alerts().stream().filter(alert -> KNOWN.contains(alert.kind())).toList();
    List<TruthEpisode> episodes =
        stage.episodes().stream().filter(episode -> KNOWN.contains(episode.kind())).toList();
    Map<EventKind, Evaluation.Result> results = new EnumMap<>(EventKind.class);
    results.putAll(Evaluation.of(episodes, known, endMillis).byKind());
    return new Summary(
        counts,
        results,
        new Summary.Webhooks(webhooksSent(), receiver.received(), receiver.repeated()),
        restarts);
  }
}
