/** Tests of what tags carry. */
@NullMarked
package io.coldshelf.tag;

import org.jspecify.annotations.NullMarked;
