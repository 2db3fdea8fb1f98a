package io.coldshelf.bridge.alert;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How an attempt to deliver ended. */
sealed interface Outcome {

  /** The receiver has it: 2xx. */
  record Delivered(int status) implements Outcome {}

  /** Try again later; {@code pause} is what the receiver asked for, for all that goes there. */
  record Failed(OptionalInt status, String error, Optional<Duration> pause) implements Outcome {}

  /** The receiver wants nothing more, ever: 410. */
  record Gone() implements Outcome {}
}
