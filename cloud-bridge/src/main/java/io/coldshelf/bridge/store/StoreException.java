package io.coldshelf.bridge.store;

import java.io.Serial;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The store did not do what was asked, and nothing of it was kept. */
public final class StoreException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * The store failed.
   *
   * @param message what it could not do
   * @param cause why
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The store refused.
   *
   * @param message what it could not do, and why
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Whether what was to be kept is at fault, so that it would fail again.
   *
   * @return false where the disk, the file or the load is to blame
   */
  public boolean isOfData() {
    return switch (getCause()) {
      case SQLiteException e ->
          (e.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
      case ArithmeticException _, IllegalArgumentException _ -> true;
      case null, default -> false;
    };
  }
}
