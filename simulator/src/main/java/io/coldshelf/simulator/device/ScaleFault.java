package io.coldshelf.simulator.device;

/** What can be wrong with a simulated scale. */
public enum ScaleFault {
  /** Nothing. */
  NONE,
  /** It does not answer. */
  SILENT,
  /** It answers with random bytes. */
  NOISE,
  /** It answers with the first half of a line and no line end. */
  TRUNCATED,
  /** It is busy: whatever has to do with weight is answered with I. */
  BUSY,
  /** It answers each command with ET, a transmission error. */
  TRANSMISSION_ERROR
}
