/** The command line of the bridge. */
@NullMarked
package io.coldshelf.bridge.cli;

import org.jspecify.annotations.NullMarked;
