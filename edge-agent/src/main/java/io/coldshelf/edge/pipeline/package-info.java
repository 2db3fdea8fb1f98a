/**
 * The pure, single-threaded function from observations to readings, sightings and events, with its
 * own time: the observations'.
 */
@NullMarked
package io.coldshelf.edge.pipeline;

import org.jspecify.annotations.NullMarked;
