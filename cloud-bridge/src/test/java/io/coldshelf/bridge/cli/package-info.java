/** Tests of the command line. */
@NullMarked
package io.coldshelf.bridge.cli;

import org.jspecify.annotations.NullMarked;
