/** What the gateway shows on the spot: metrics, health and the state of every device. */
@NullMarked
package io.coldshelf.edge.local;

import org.jspecify.annotations.NullMarked;
