/** The vocabulary of measuring: readings, tag reports, points, quality, EPCs, alerts and events. */
@NullMarked
package io.coldshelf.model;

import org.jspecify.annotations.NullMarked;
