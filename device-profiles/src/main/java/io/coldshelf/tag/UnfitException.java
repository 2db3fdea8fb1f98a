package io.coldshelf.tag;

import java.io.Serial;

/** Bits or a value that the standard does not allow. The message says which rule they break. */
final class UnfitException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1;

  UnfitException(String message) {
    super(message);
  }
}
