package io.coldshelf.model;

import java.util.OptionalInt;

/**
 * A tag before an antenna over a while: what leaves the gateway in place of every single report.
 *
 * @param reader the reader's name
 * @param antenna which antenna, from 1
 * @param epc the tag
 * @param firstSeenMillis first report in the while, milliseconds since 1970
 * @param lastSeenMillis last report in the while, milliseconds since 1970
 * @param count how often it was seen
 * @param rssiDbm the greatest strength in dBm where the reader tells
 */
public record Sighting(
    String reader,
    int antenna,
    Epc epc,
    long firstSeenMillis,
    long lastSeenMillis,
    long count,
    OptionalInt rssiDbm) {}
