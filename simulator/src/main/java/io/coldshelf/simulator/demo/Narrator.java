package io.coldshelf.simulator.demo;

import io.coldshelf.bridge.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells in sentences what the bridge's alerts say, as they open and close. */
final class Narrator {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Database database;
  private final InstantSource clock;
  private final Consumer<String> say;
  private final Map<String, Boolean> told = new HashMap<>();

  private record Line(String id, String kind, String severity, String reason, boolean closed) {}

  Narrator(Database database, InstantSource clock, Consumer<String> say) {
    this.database = database;
    this.clock = clock;
    this.say = say;
  }

  void look() {
    for (Line line : lines()) {
      Boolean before = told.put(line.id(), line.closed());
      if (before == null || before != line.closed()) {
        tell(line);
      }
    }
  }

  private List<Line> lines() {
    return database.read(sql ->
        sql.list(
            "select id, kind, severity, reason, closed from alert order by changed_at",
            row ->
                new Line(
                    row.text("id"),
                    row.text("kind"),
                    row.text("severity"),
                    row.text("reason"),
                    row.truth("closed"))));
  }

  private void tell(Line line) {
    String mark = line.closed() ? "closed" : line.severity().toUpperCase(Locale.ROOT);
    say.accept(
        String.format(
            Locale.ROOT,
            "%s  %-8s  %-18s  %s",
            TIME.format(Instant.ofEpochMilli(clock.millis())),
            mark,
            line.kind(),
            line.reason()));
  }
}
