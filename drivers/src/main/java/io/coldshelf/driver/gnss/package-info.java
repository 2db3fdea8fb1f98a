/**
 * Receivers of satellite navigation: position, speed and course, by NMEA 0183 or from gpsd.
 *
 * <p>Both write lines of text by themselves, so one {@code Receiver} listens to both; a {@code
 * Dialect} knows what a line says.
 */
@NullMarked
package io.coldshelf.driver.gnss;

import org.jspecify.annotations.NullMarked;
