package io.coldshelf.simulator.world;

/**
 * Where a truck is.
 *
 * @param latitude degrees, north positive (WGS 84)
 * @param longitude degrees, east positive
 * @param metresPerSecond its speed
 * @param courseDegrees where it goes, clockwise from north, 0 to below 360
 */
public record Position(
    double latitude, double longitude, double metresPerSecond, double courseDegrees) {}
