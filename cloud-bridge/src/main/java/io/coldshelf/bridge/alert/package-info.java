/** The life of an alert from its events, and its way to whoever subscribed. */
@NullMarked
package io.coldshelf.bridge.alert;

import org.jspecify.annotations.NullMarked;
