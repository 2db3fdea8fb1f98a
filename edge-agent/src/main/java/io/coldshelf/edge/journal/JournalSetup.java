package io.coldshelf.edge.journal;

import io.coldshelf.wire.CloudEvent;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a journal needs from outside.
 *
 * @param payloads how readings are written
 * @param capacity how much it may hold
 * @param random makes the epoch of a new file; it must not repeat itself after a restart
 * @param clock names files that are set aside and dates a new epoch; orders nothing
 * @param notice words what was thinned as an event; it is committed with the thinning itself
 */
public record JournalSetup(
    Payloads payloads,
    Capacity capacity,
    RandomGenerator random,
    InstantSource clock,
    Function<Thinned, CloudEvent> notice) {}
