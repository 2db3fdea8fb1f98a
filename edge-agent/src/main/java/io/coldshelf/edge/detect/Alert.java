package io.coldshelf.edge.detect;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/**
 * One thing that can go wrong with one subject, again and again. Gives every occurrence an id that
 * is the same in each replay: {@code gateway.kind.subject.20261123T201500123Z}, and each of its
 * events that id and a number. Where the time of day was set back, the second id for the same time
 * ends in {@code ~1}.
 */
final class Alert {

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final String gateway;
  private final EventKind kind;
  private final String subject;

  private String id = "";
  private long openedAtMillis;
  private int changes;
  private boolean open;

  /** What lies before the last opening has ids already, when time is set back. */
  private final SecondTime secondTime = new SecondTime();

  Alert(String gateway, EventKind kind, String subject) {
    this.gateway = gateway;
    this.kind = kind;
    this.subject = subject;
  }

  boolean isOpen() {
    return open;
  }

  Event open(long atMillis, Severity severity, Statement statement) {
    if (open) {
      throw new IllegalStateException(id + " is open already");
    }
    String fresh = id(gateway, kind, subject, atMillis) + secondTime.mark(atMillis);
    // Opened twice in one millisecond: only a recording can do that, and both must stay apart.
    id = fresh.equals(id) ? fresh + "-" + (changes + 1) : fresh;
    openedAtMillis = atMillis;
    changes = 0;
    open = true;
    return event(Change.OPENED, atMillis, severity, OptionalLong.empty(), statement);
  }

  Event update(long atMillis, Severity severity, Statement statement) {
    return event(Change.UPDATED, atMillis, severity, OptionalLong.empty(), statement);
  }

  Event close(long atMillis, Statement statement) {
    if (!open) {
      throw new IllegalStateException(id + " is not open");
    }
    open = false;
    return event(Change.CLOSED, atMillis, Severity.INFO, OptionalLong.of(atMillis), statement);
  }

  private Event event(
      Change change, long atMillis, Severity severity, OptionalLong closedAt, Statement statement) {
    changes++;
    Finding finding =
        new Finding(
            id,
            severity,
            openedAtMillis,
            closedAt,
            statement.reason(),
            statement.measure(),
            statement.evidence());
    return new Event(id + "." + changes, kind, change, subject, atMillis, finding);
  }

  static String id(String gateway, EventKind kind, String subject, long atMillis) {
    return String.join(
        ".",
        gateway,
        kind.code(),
        subject.replace('/', ':'),
        BASIC.format(Instant.ofEpochMilli(atMillis)));
  }

  /** The time of day was set by so much: what is open was opened that much later. */
  void shift(long deltaMillis) {
    openedAtMillis += deltaMillis;
    secondTime.shift(deltaMillis);
  }

  void save(Snapshot into, String prefix) {
    secondTime.save(into, prefix);
    if (!id.isEmpty()) {
      into.put(prefix + "id", id);
      into.put(prefix + "openedAt", openedAtMillis);
      into.put(prefix + "changes", changes);
      into.put(prefix + "open", open ? 1 : 0);
    }
  }

  void restore(Snapshot from, String prefix) {
    id = from.text(prefix + "id").orElse("");
    openedAtMillis = from.number(prefix + "openedAt", 0);
    changes = (int) from.number(prefix + "changes", 0);
    open = from.number(prefix + "open", 0) == 1;
    secondTime.restore(from, prefix);
  }
}
