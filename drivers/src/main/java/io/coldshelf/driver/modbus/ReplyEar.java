package io.coldshelf.driver.modbus;

import io.coldshelf.driver.line.Ear;

/** Listens for the reply to one request. */
interface ReplyEar extends Ear<Reply> {

  /**
   * Time is up.
   *
   * @return why what was heard so far is no reply
   */
  Reply.Failed verdict();
}
