package io.coldshelf.edge.journal;

/**
 * Readings that a full journal gave up, and what is left of them.
 *
 * @param firstSeq the first block of the readings lane that is no more
 * @param lastSeq the last one; what is left of all of them came in a new block at the lane's end
 * @param fromMillis the earliest time in them, milliseconds since 1970
 * @param toMillis the latest
 * @param readings how many readings and sightings they stood for
 * @param left how many summaries and sightings are left
 * @param stretchMillis the time that one summary covers at most
 */
public record Thinned(
    long firstSeq,
    long lastSeq,
    long fromMillis,
    long toMillis,
    long readings,
    long left,
    long stretchMillis) {}
