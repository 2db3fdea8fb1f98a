package io.coldshelf.edge.detect;

import io.coldshelf.model.Evidence;
import io.coldshelf.model.Measure;
import java.util.Optional;

/**
 * What an alert's event says.
 *
 * @param reason one sentence for a person
 * @param measure the value that decided, where there is one
 * @param evidence what else is known
 */
record Statement(String reason, Optional<Measure> measure, Evidence evidence) {

  static Statement of(String reason, String suggestion) {
    return new Statement(reason, Optional.empty(), Evidence.suggesting(suggestion));
  }

  static Statement of(String reason) {
    return new Statement(reason, Optional.empty(), Evidence.NONE);
  }
}
