/** The HTTP interface: resources, who may use them, metrics and the page. */
@NullMarked
package io.coldshelf.bridge.api;

import org.jspecify.annotations.NullMarked;
