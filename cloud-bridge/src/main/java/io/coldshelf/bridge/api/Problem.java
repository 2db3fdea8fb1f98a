package io.coldshelf.bridge.api;

import java.io.Serial;

/** A request that cannot be answered as asked (RFC 9457). */
final class Problem extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  Problem(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  static Problem notFound(String what) {
    return new Problem(404, "Not found", what + " is not known here");
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Forbidden", detail);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }
}
