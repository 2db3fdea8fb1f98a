/** What outsiders send, at random: no decoder may crash, hang or grow without bound. */
@NullMarked
package io.coldshelf.fuzz;

import org.jspecify.annotations.NullMarked;
