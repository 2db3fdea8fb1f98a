/** Tests of the catalogues. */
@NullMarked
package io.coldshelf.profile;

import org.jspecify.annotations.NullMarked;
