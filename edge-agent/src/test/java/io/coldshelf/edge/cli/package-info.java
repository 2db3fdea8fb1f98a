/** Tests of the command line. */
@NullMarked
package io.coldshelf.edge.cli;

import org.jspecify.annotations.NullMarked;
