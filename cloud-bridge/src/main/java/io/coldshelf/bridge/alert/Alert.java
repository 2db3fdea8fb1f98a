package io.coldshelf.bridge.alert;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.wire.Topics;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the events of one alert add up to, in the order of their times.
 *
 * <pre>
 *              opened, updated        acknowledge
 *   (nothing) ────────────────▶ open ─────────────▶ acknowledged
 *       │                         │                      │
 *       └────────closed───────────┴────── closed ────────┴─────▶ closed, for good
 * </pre>
 *
 * @param gateway whose alert
 * @param kind what it is about
 * @param subject the shelf, compartment, device, point or gateway
 * @param finding the newest that is known; its alert is the id
 * @param changedAtMillis the time of the newest event in it, milliseconds since 1970
 * @param acknowledgement who has taken it on, if somebody has
 */
public record Alert(
    Topics gateway,
    EventKind kind,
    String subject,
    Finding finding,
    long changedAtMillis,
    Optional<Acknowledgement> acknowledgement) {

  /**
   * An alert of which only one event is known.
   *
   * @param gateway whose event
   * @param event the event
   * @return the alert
   */
  public static Alert of(Topics gateway, Event event) {
    return new Alert(
        gateway,
        event.kind(),
        event.subject(),
        closing(event),
        event.timeMillis(),
        Optional.empty());
  }

  /**
   * Whether an event is about an alert at all.
   *
   * @param change what the event says
   * @return true for opened, updated and closed
   */
  public static boolean concerns(Change change) {
    return switch (change) {
      case OPENED, UPDATED, CLOSED -> true;
      case RECORDED, TAKEN, RETURNED, ARRIVED, LEFT, STARTED, ENDED -> false;
    };
  }

  /**
   * The alert's id.
   *
   * @return the same in all of its events
   */
  public String id() {
    return finding.alert();
  }

  /**
   * Where it stands.
   *
   * @return its state
   */
  public AlertState state() {
    if (isClosed()) {
      return AlertState.CLOSED;
    }
    return acknowledgement.isPresent() ? AlertState.ACKNOWLEDGED : AlertState.OPEN;
  }

  /**
   * Whether it is over.
   *
   * @return true once and for all after its closing event
   */
  public boolean isClosed() {
    return finding.closedAtMillis().isPresent();
  }

  /**
   * The alert after one more event, which must not be older than those before. What a newer event
   * does not say stays as it was said before.
   *
   * @param event of this alert
   * @return the alert; the same when it is closed already
   */
  public Alert then(Event event) {
    if (isClosed()) {
      return this;
    }
    Finding newer = closing(event);
    Finding merged =
        new Finding(
            id(),
            newer.severity(),
            Math.min(finding.openedAtMillis(), newer.openedAtMillis()),
            newer.closedAtMillis(),
            newer.reason(),
            newer.measure().or(finding::measure),
            merge(finding.evidence(), newer.evidence()));
    return new Alert(gateway, kind, subject, merged, event.timeMillis(), acknowledgement);
  }

  /** A closing event that does not say when it closed means its own time. */
  private static Finding closing(Event event) {
    Finding finding = event.finding();
    boolean closes = event.change() == Change.CLOSED;
    OptionalLong closedAt =
        closes && finding.closedAtMillis().isEmpty()
            ? OptionalLong.of(event.timeMillis())
            : finding.closedAtMillis();
    return new Finding(
        finding.alert(),
        finding.severity(),
        finding.openedAtMillis(),
        closes ? closedAt : OptionalLong.empty(),
        finding.reason(),
        finding.measure(),
        finding.evidence());
  }

  private static Evidence merge(Evidence older, Evidence newer) {
    return new Evidence(
        newer.product().or(older::product),
        newer.rule().or(older::rule),
        newer.count().isPresent() ? newer.count() : older.count(),
        newer.confidence().isPresent() ? newer.confidence() : older.confidence(),
        newer.items().isEmpty() ? older.items() : newer.items(),
        newer.suggestion().or(older::suggestion));
  }
}
