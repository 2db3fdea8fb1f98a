package io.coldshelf.driver;

/** What is known of a device that speaks when it likes. */
public enum Contact {
  /** Nothing has been heard of it yet. */
  UNKNOWN,
  /** It speaks. */
  ONLINE,
  /** It should have spoken by now, or somebody says that it cannot be reached. */
  OFFLINE
}
