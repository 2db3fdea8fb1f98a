package io.coldshelf.driver.llrp;

import java.util.Optional;

/**
 * How a reader took a request (LLRPStatus, LLRP 1.0.1, 14.2.2).
 *
 * @param code 0 for success; 100 to 112 the message, 200 to 209 a parameter, 300 and 301 a value
 *     was wrong, 401 the reader itself failed
 * @param description the reader's own words, often none
 */
record Status(int code, String description) {

  /** The status in an answer, or nothing where there is none. */
  static Optional<Status> in(Message answer) {
    return answer
        .parameters()
        .first(ParameterType.LLRP_STATUS)
        .map(status -> new Status(status.fields().u16(0), status.fields().text(2)));
  }

  boolean success() {
    return code == 0;
  }

  @Override
  public String toString() {
    return description.isEmpty() ? "status " + code : "status " + code + ", " + description;
  }
}
