package io.coldshelf.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found, for whoever acts on it.
 *
 * @param alert the alert's id, the same in all of its events; an event without an alert has its own
 *     id here
 * @param severity how soon to act
 * @param openedAtMillis when it began, milliseconds since 1970
 * @param closedAtMillis when it ended, milliseconds since 1970; only once it has
 * @param reason one sentence for a person
 * @param measure the value that decided, where there is one
 * @param evidence what else is known
 */
public record Finding(
    String alert,
    Severity severity,
    long openedAtMillis,
    OptionalLong closedAtMillis,
    String reason,
    Optional<Measure> measure,
    Evidence evidence) {}
