/**
 * Devices supervised: a thread for each bus and each listening device, schedules, reconnects,
 * isolation.
 */
@NullMarked
package io.coldshelf.edge.acquire;

import org.jspecify.annotations.NullMarked;
