package io.coldshelf.edge.detect;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Severity;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes events that have nothing to close: items taken, a gap, a journal that was set aside. */
public final class Recorded {

  private final String gateway;
  private long lastMillis = Long.MIN_VALUE;
  private int sameMillis;
  private final SecondTime secondTime = new SecondTime();

  /**
   * For one gateway.
   *
   * @param gateway its id
   */
  public Recorded(String gateway) {
    this.gateway = gateway;
  }

  /**
   * A fact about the gateway itself.
   *
   * @param kind what it is about
   * @param subject the gateway or one of its devices
   * @param atMillis when, milliseconds since 1970
   * @param reason one sentence for a person
   * @param suggestion what to do, one sentence for a person
   * @return the event
   */
  public Event fact(
      EventKind kind, String subject, long atMillis, String reason, String suggestion) {
    return event(
        kind,
        Change.RECORDED,
        subject,
        atMillis,
        Severity.WARNING,
        Statement.of(reason, suggestion));
  }

  /**
   * A fact about the gateway itself, with the value that tells how grave it is.
   *
   * @param kind what it is about
   * @param subject the gateway or one of its devices
   * @param atMillis when, milliseconds since 1970
   * @param severity how soon to act
   * @param measure the value
   * @param reason one sentence for a person
   * @param suggestion what to do, one sentence for a person
   * @return the event
   */
  public Event fact(
      EventKind kind,
      String subject,
      long atMillis,
      Severity severity,
      Measure measure,
      String reason,
      String suggestion) {
    return event(
        kind,
        Change.RECORDED,
        subject,
        atMillis,
        severity,
        new Statement(reason, Optional.of(measure), Evidence.suggesting(suggestion)));
  }

  Event event(
      EventKind kind,
      Change change,
      String subject,
      long atMillis,
      Severity severity,
      Statement statement) {
    sameMillis = atMillis == lastMillis ? sameMillis + 1 : 0;
    lastMillis = atMillis;
    String id =
        Alert.id(gateway, kind, subject, atMillis)
            + "."
            + change.code()
            + secondTime.mark(atMillis)
            + (sameMillis > 0 ? "-" + sameMillis : "");
    Finding finding =
        new Finding(
            id,
            severity,
            atMillis,
            OptionalLong.empty(),
            statement.reason(),
            statement.measure(),
            statement.evidence());
    return new Event(id, kind, change, subject, atMillis, finding);
  }

  /**
   * The time of day was set. The ids that were given stay what they are, so there is nothing to
   * move.
   *
   * @param deltaMillis how far, negative when the time was set back
   */
  public void shift(long deltaMillis) {
    secondTime.shift(deltaMillis);
  }

  /** Remembers the last id that was given, so that none is given twice. */
  void save(Snapshot into, String prefix) {
    secondTime.save(into, prefix);
    if (lastMillis != Long.MIN_VALUE) {
      into.put(prefix + "last", lastMillis);
      into.put(prefix + "same", sameMillis);
    }
  }

  void restore(Snapshot from, String prefix) {
    lastMillis = from.number(prefix + "last", Long.MIN_VALUE);
    sameMillis = (int) from.number(prefix + "same", 0);
    secondTime.restore(from, prefix);
  }
}
