/**
 * Reads YAML that people write: every value has a line, every mistake is found in one go and says
 * how to mend it.
 */
@NullMarked
package io.coldshelf.yaml;

import org.jspecify.annotations.NullMarked;
