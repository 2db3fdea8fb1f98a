/** Tests of the YAML reader. */
@NullMarked
package io.coldshelf.yaml;

import org.jspecify.annotations.NullMarked;
