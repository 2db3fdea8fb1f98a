package io.coldshelf.model;

/**
 * Something was measured or reported and is known to be lost: a reader's buffer overflowed, a queue
 * was full. Said instead of passed over.
 *
 * @param device where it was lost
 * @param timeMillis when that became known, milliseconds since 1970
 * @param lost how many observations, or 0 where nobody counted
 * @param reason what happened, one sentence for a person
 */
public record DataGap(String device, long timeMillis, long lost, String reason)
    implements Observation {}
