package io.coldshelf.bridge.alert;

import io.coldshelf.bridge.store.Row;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.Change;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The alerts in the store. */
public final class Alerts {

  /** Events of one alert that are looked at again when one of them came late. */
  static final int MAX_EVENTS = 10_000;

  private static final String COLUMNS =
      "select a.*, g.site as site, g.name as gateway_name from alert a"
          + " join gateway g on g.id = a.gateway ";

  private Alerts() {}

  /**
   * Takes an event into account that was just kept. An event that is the newest of its alert is
   * added to what is known; for one that came late all events of the alert are gone through again
   * in the order of their times, so that the outcome does not depend on the order of arrival.
   *
   * @param sql within the transaction that keeps the event
   * @param gateway the gateway's number
   * @param topics the gateway
   * @param event the event
   * @return the alert as it is now; nothing when the event is about none, or claims another
   *     gateway's alert
   * @throws SQLException when the store cannot
   */
  public static Optional<Alert> apply(Sql sql, long gateway, Topics topics, Event event)
      throws SQLException {
    if (!Alert.concerns(event.change())) {
      return Optional.empty();
    }
    Optional<Alert> known = find(sql, event.finding().alert());
    if (known.isPresent() && !known.get().gateway().equals(topics)) {
      return Optional.empty();
    }
    Alert now;
    if (known.isEmpty()) {
      now = Alert.of(topics, event);
    } else if (event.timeMillis() > known.get().changedAtMillis()
        && !isPlaced(sql, gateway, event.finding().alert())) {
      now = known.get().then(event);
    } else {
      now = fold(topics, events(sql, gateway, event.finding().alert()));
    }
    save(sql, gateway, now);
    return find(sql, now.id());
  }

  /**
   * Works an alert out again after the times of one of its events were placed anew.
   *
   * @param sql within the transaction that moves the event
   * @param gateway the gateway's number
   * @param topics the gateway
   * @param event the event, placed
   * @return the alert as it is now; nothing when the event is about none, or claims another
   *     gateway's alert
   * @throws SQLException when the store cannot
   */
  static Optional<Alert> anew(Sql sql, long gateway, Topics topics, Event event)
      throws SQLException {
    String id = event.finding().alert();
    Optional<Alert> known = find(sql, id);
    if (!Alert.concerns(event.change())
        || known.isEmpty()
        || !known.get().gateway().equals(topics)) {
      return Optional.empty();
    }
    Alert now = fold(topics, events(sql, gateway, id));
    save(sql, gateway, now);
    return find(sql, id);
  }

  /** Whether one of its events is not at the time that its body says. */
  private static boolean isPlaced(Sql sql, long gateway, String alert) throws SQLException {
    return sql.number(
            "select exists(select 1 from event where gateway=? and alert=? and shift<>0) as n",
            gateway,
            alert)
        > 0;
  }

  /**
   * The event with its times moved.
   *
   * @param event as it came
   * @param shiftMillis what is added to its times
   * @return the same at the other time
   */
  static Event placed(Event event, long shiftMillis) {
    Finding finding = event.finding();
    OptionalLong closed = finding.closedAtMillis();
    return new Event(
        event.id(),
        event.kind(),
        event.change(),
        event.subject(),
        event.timeMillis() + shiftMillis,
        new Finding(
            finding.alert(),
            finding.severity(),
            finding.openedAtMillis() + shiftMillis,
            closed.isPresent()
                ? OptionalLong.of(closed.getAsLong() + shiftMillis)
                : OptionalLong.empty(),
            finding.reason(),
            finding.measure(),
            finding.evidence()));
  }

  /**
   * When an alert was opened its opening event knows best: later ones repeat the time as it was
   * stamped then, whatever has become of the clock since.
   */
  private static List<Event> openedAsTheFirst(List<Event> events) {
    return events.stream()
        .filter(event -> event.change() == Change.OPENED)
        .findFirst()
        .map(opened ->
            events.stream()
                .map(event -> openedAt(event, opened.finding().openedAtMillis()))
                .toList())
        .orElse(events);
  }

  private static Event openedAt(Event event, long openedAtMillis) {
    Finding finding = event.finding();
    return new Event(
        event.id(),
        event.kind(),
        event.change(),
        event.subject(),
        event.timeMillis(),
        new Finding(
            finding.alert(),
            finding.severity(),
            openedAtMillis,
            finding.closedAtMillis(),
            finding.reason(),
            finding.measure(),
            finding.evidence()));
  }

  private static Alert fold(Topics topics, List<Event> events) {
    Alert alert = Alert.of(topics, events.getFirst());
    for (Event event : events.subList(1, events.size())) {
      alert = alert.then(event);
    }
    return alert;
  }

  private static List<Event> events(Sql sql, long gateway, String alert) throws SQLException {
    List<Event> events =
        sql.list(
            "select body, shift from event where gateway=? and alert=? order by time limit ?",
            row -> placed(CloudEvent.read(row.bytes("body")).event(), row.whole("shift")),
            gateway,
            alert,
            MAX_EVENTS);
    List<Event> ordered = new ArrayList<>(events);
    ordered.removeIf(event -> !Alert.concerns(event.change()));
    // Where two are of one time the order of the changes is the order of their words: opened,
    // updated, closed.
    ordered.sort(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::change));
    return isPlaced(sql, gateway, alert) ? openedAsTheFirst(ordered) : ordered;
  }

  private static void save(Sql sql, long gateway, Alert alert) throws SQLException {
    Finding finding = alert.finding();
    Evidence evidence = finding.evidence();
    Optional<Measure> measure = finding.measure();
    sql.update(
        "insert into alert(id, gateway, kind, severity, subject, closed, opened_at, closed_at,"
            + " changed_at, reason, suggestion, value, unit, limit_value, worst, product, count,"
            + " items, rule) values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
            + " on conflict(id) do update set severity=excluded.severity,"
            + " closed=excluded.closed, opened_at=excluded.opened_at,"
            + " closed_at=excluded.closed_at, changed_at=excluded.changed_at,"
            + " reason=excluded.reason, suggestion=excluded.suggestion, value=excluded.value,"
            + " unit=excluded.unit, limit_value=excluded.limit_value, worst=excluded.worst,"
            + " product=excluded.product, count=excluded.count, items=excluded.items,"
            + " rule=excluded.rule",
        alert.id(),
        gateway,
        alert.kind().code(),
        finding.severity().code(),
        alert.subject(),
        alert.isClosed(),
        finding.openedAtMillis(),
        finding.closedAtMillis(),
        alert.changedAtMillis(),
        finding.reason(),
        evidence.suggestion(),
        measure.map(Measure::value),
        measure.map(Measure::unit),
        measure.map(Measure::limit).orElse(OptionalDouble.empty()),
        measure.map(Measure::worst).orElse(OptionalDouble.empty()),
        evidence.product(),
        evidence.count(),
        evidence.items().stream().map(Epc::hex).collect(Collectors.joining(" ")),
        evidence.rule());
  }

  /**
   * Finds one.
   *
   * @param sql a connection
   * @param id the alert's id
   * @return the alert, if it is known
   * @throws SQLException when the store cannot
   */
  public static Optional<Alert> find(Sql sql, String id) throws SQLException {
    return sql.first(COLUMNS + "where a.id = ?", Alerts::alert, id);
  }

  /**
   * Lists them, newest first.
   *
   * @param sql a connection
   * @param filter which
   * @param sites the sites that may be seen, as a JSON array; empty for all
   * @return at most as many as the filter says
   * @throws SQLException when the store cannot
   */
  public static List<Alert> list(Sql sql, AlertFilter filter, Optional<String> sites)
      throws SQLException {
    return sql.list(
        COLUMNS
            + "where (?1 is null or ?1 = case when a.closed then 'closed'"
            + " when a.acknowledged_at is not null then 'acknowledged' else 'open' end)"
            + " and (?2 is null or a.kind = ?2) and (?3 is null or g.site = ?3)"
            + " and (?4 is null or a.subject = ?4)"
            + " and (?5 is null or (a.opened_at, a.id) < (?5, ?6))"
            + " and (?7 is null or g.site in (select value from json_each(?7)))"
            + " order by a.opened_at desc, a.id desc limit ?8",
        Alerts::alert,
        filter.state().map(AlertState::code),
        filter.kind(),
        filter.site(),
        filter.subject(),
        filter.after().map(AlertFilter.Position::openedAtMillis),
        filter.after().map(AlertFilter.Position::id),
        sites,
        Math.clamp(filter.limit(), 1, AlertFilter.MAX_PAGE + 1));
  }

  /**
   * Lists the open ones of a gateway.
   *
   * @param sql a connection
   * @param gateway the gateway's number
   * @return those that are not closed, newest first
   * @throws SQLException when the store cannot
   */
  public static List<Alert> open(Sql sql, long gateway) throws SQLException {
    return sql.list(
        COLUMNS + "where a.closed = 0 and a.gateway = ? order by a.opened_at desc limit ?",
        Alerts::alert,
        gateway,
        AlertFilter.MAX_PAGE);
  }

  /**
   * Notes that somebody has taken an alert on. Earlier acknowledgements are kept; the newest is
   * shown. A closed one can be acknowledged too: the corrective action is often written down after.
   *
   * @param sql within a transaction
   * @param id the alert's id
   * @param acknowledgement who and what
   * @return the alert as it is now, or nothing when it is not known
   * @throws SQLException when the store cannot
   */
  public static Optional<Alert> acknowledge(Sql sql, String id, Acknowledgement acknowledgement)
      throws SQLException {
    int known =
        sql.update(
            "update alert set acknowledged_at=?, acknowledged_by=?, note=?, action=? where id=?",
            acknowledgement.atMillis(),
            acknowledgement.by(),
            acknowledgement.note(),
            acknowledgement.action(),
            id);
    if (known == 0) {
      return Optional.empty();
    }
    sql.update(
        "insert into acknowledgement(alert, at, by, note, action) values(?,?,?,?,?)",
        id,
        acknowledgement.atMillis(),
        acknowledgement.by(),
        acknowledgement.note(),
        acknowledgement.action());
    return find(sql, id);
  }

  private static Alert alert(Row row) throws SQLException {
    return new Alert(
        new Topics(row.text("site"), row.text("gateway_name")),
        EventKind.ofCode(row.text("kind")).orElseThrow(() -> new SQLException("alert.kind")),
        row.text("subject"),
        finding(row),
        row.whole("changed_at"),
        acknowledgement(row));
  }

  private static Finding finding(Row row) throws SQLException {
    OptionalDouble value = row.maybeReal("value");
    Optional<Measure> measure =
        value.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Measure(
                    value.getAsDouble(),
                    row.text("unit"),
                    row.maybeReal("limit_value"),
                    row.maybeReal("worst")));
    String items = row.text("items");
    return new Finding(
        row.text("id"),
        Severity.ofCode(row.text("severity")).orElseThrow(() -> new SQLException("alert.severity")),
        row.whole("opened_at"),
        row.maybeWhole("closed_at"),
        row.text("reason"),
        measure,
        new Evidence(
            row.maybeText("product"),
            row.maybeText("rule"),
            row.maybeWhole("count"),
            OptionalDouble.empty(),
            items.isEmpty()
                ? List.of()
                : List.of(items.split(" ", -1)).stream().map(Epc::parse).toList(),
            row.maybeText("suggestion")));
  }

  private static Optional<Acknowledgement> acknowledgement(Row row) throws SQLException {
    if (row.maybeWhole("acknowledged_at").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Acknowledgement(
            row.whole("acknowledged_at"),
            row.text("acknowledged_by"),
            row.text("note"),
            row.text("action")));
  }
}
