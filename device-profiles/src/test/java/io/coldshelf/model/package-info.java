/** Tests of the vocabulary. */
@NullMarked
package io.coldshelf.model;

import org.jspecify.annotations.NullMarked;
