/** Tests of alerts and webhooks. */
@NullMarked
package io.coldshelf.bridge.alert;

import org.jspecify.annotations.NullMarked;
