package io.coldshelf.edge;

/** Stub. */
public final class Agent {
  /** V. */
  public static final String VERSION = "0.1.0-SNAPSHOT";

  private Agent() {}
}
