package io.coldshelf.driver.modbus;

/** What may be asked of one unit, and what answers it. */
sealed interface Question permits Request, Write {

  /** Which device on the wire, 0 to 255. */
  int unit();

  /** The function code. */
  int function();

  /** The bytes to send, without a frame. */
  byte[] pdu();

  /** Length of the answer's PDU when all is well. */
  int answerBytes();

  /**
   * Whether what is in place of an answer's PDU could be one.
   *
   * @param bytes hold it
   * @param start of the PDU, whose function is the right one; at least three bytes follow it
   */
  boolean mayBegin(byte[] bytes, int start);

  /**
   * Reads an answer that is no exception.
   *
   * @param bytes hold it
   * @param start of the PDU, whose function is the right one
   * @param length of the PDU, at least 2
   */
  Reply answer(byte[] bytes, int start, int length);
}
