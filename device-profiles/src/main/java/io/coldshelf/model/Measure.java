package io.coldshelf.model;

import java.util.OptionalDouble;

/**
 * The value that decided.
 *
 * @param value at the time of the event
 * @param unit from the SenML registry (RFC 8428, 12.1): {@code Cel}, {@code kg}, {@code count}
 * @param limit what it was held against
 * @param worst the value farthest past the limit since the alert was opened
 */
public record Measure(double value, String unit, OptionalDouble limit, OptionalDouble worst) {}
