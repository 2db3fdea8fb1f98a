package io.coldshelf.simulator.truth;

import io.coldshelf.model.EventKind;
import java.util.OptionalLong;

/**
 * An alert as it was raised.
 *
 * @param kind what it is about
 * @param subject the shelf, compartment or point
 * @param openedAtMillis when it was raised (not the earlier time to which it may be dated)
 * @param closedAtMillis when it was closed; nothing while it is open
 */
public record Detected(
    EventKind kind, String subject, long openedAtMillis, OptionalLong closedAtMillis) {}
