/** Tests of what an installer does once. */
@NullMarked
package io.coldshelf.edge.provision;

import org.jspecify.annotations.NullMarked;
