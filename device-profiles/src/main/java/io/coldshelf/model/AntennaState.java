package io.coldshelf.model;

/**
 * A reader says that one of its antennas came or went. An antenna that is gone proves nothing about
 * the items before it.
 *
 * @param device the reader's name
 * @param antenna which antenna, from 1
 * @param timeMillis when, milliseconds since 1970
 * @param connected whether it is there now
 */
public record AntennaState(String device, int antenna, long timeMillis, boolean connected)
    implements Observation {}
