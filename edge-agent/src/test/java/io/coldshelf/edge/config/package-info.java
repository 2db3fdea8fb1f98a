/** Tests of the gateway's configuration. */
@NullMarked
package io.coldshelf.edge.config;

import org.jspecify.annotations.NullMarked;
