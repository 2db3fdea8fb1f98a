package io.coldshelf.bridge.store;

import io.coldshelf.model.PointId;

/**
 * What is left of readings that a full journal had to thin.
 *
 * @param point whose readings
 * @param firstMillis the time of the first of them, milliseconds since 1970
 * @param lastMillis the time of the last of them
 * @param min the least value
 * @param mean the mean of the values
 * @param max the greatest value
 * @param count how many values, at least 1
 */
public record Thinned(
    PointId point,
    long firstMillis,
    long lastMillis,
    double min,
    double mean,
    double max,
    long count) {}
