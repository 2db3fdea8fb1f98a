/**
 * What an installer does once: finds what is connected, and gets a configuration proposed for it.
 * Nothing here writes to a device; all questions are readings.
 */
@NullMarked
package io.coldshelf.edge.provision;

import org.jspecify.annotations.NullMarked;
