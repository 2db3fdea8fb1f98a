package io.coldshelf.edge.journal;

import java.io.Serial;

/**
 * The journal could not do what it was asked for; nothing of it was done. {@link #remedy()} says
 * who must act.
 */
public final class JournalException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Who must act. */
  public enum Remedy {
    /** The caller: keep what was to be written and try again later. */
    RETRY,
    /** The caller, later: there is no room until blocks are acknowledged or the disk has space. */
    MAKE_ROOM,
    /** The caller: open the journal anew, which sets the damaged file aside. */
    REOPEN,
    /** A person: the message says what to do. */
    PERSON
  }

  private final Remedy remedy;

  /**
   * The journal failed.
   *
   * @param remedy who must act
   * @param message what failed
   */
  public JournalException(Remedy remedy, String message) {
    super(message);
    this.remedy = remedy;
  }

  /**
   * The journal failed.
   *
   * @param remedy who must act
   * @param message what failed
   * @param cause what the system said
   */
  public JournalException(Remedy remedy, String message, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /**
   * Who must act.
   *
   * @return the remedy
   */
  public Remedy remedy() {
    return remedy;
  }
}
