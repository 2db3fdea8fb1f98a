/** Tests of SenML. */
@NullMarked
package io.coldshelf.senml;

import org.jspecify.annotations.NullMarked;
