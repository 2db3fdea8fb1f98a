package io.coldshelf.bridge.api;

/** What somebody may do. Everybody may read what concerns their sites. */
public enum Role {
  /** Puts gateways in; reads. */
  INSTALLER,
  /** Looks after transport; reads and acknowledges. */
  LOGISTICS,
  /** Works in a store; reads and acknowledges. */
  STORE,
  /** May do everything. */
  ADMIN;

  boolean mayAcknowledge() {
    return this != INSTALLER;
  }

  boolean mayAdminister() {
    return this == ADMIN;
  }
}
