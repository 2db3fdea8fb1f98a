/** Signs how far the journal reaches, so that it can be shown later that nothing was changed. */
@NullMarked
package io.coldshelf.edge.proof;

import org.jspecify.annotations.NullMarked;
