/** What a device model is and what a product class asks for, read from YAML. */
@NullMarked
package io.coldshelf.profile;

import org.jspecify.annotations.NullMarked;
