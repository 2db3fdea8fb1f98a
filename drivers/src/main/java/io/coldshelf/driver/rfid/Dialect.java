package io.coldshelf.driver.rfid;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;

/** How to talk to one family of modules. One for a device; its state is that of a session. */
public interface Dialect {

  /**
   * What its frames look like.
   *
   * @return the shape
   */
  FrameShape shape();

  /**
   * Sets the module up and takes inventory without pause, until the session ends.
   *
   * @param conversation with the module, on a line just opened
   * @param reports takes what it says
   * @return why the session ended
   * @throws LineException when the line has gone
   * @throws ConversationEndedException when the module is silent, or refuses
   * @throws InterruptedException when asked to stop
   */
  Fault converse(Conversation conversation, Reports reports)
      throws LineException, ConversationEndedException, InterruptedException;

  /**
   * Ends the inventory, so that the module stands in nobody's way. Short; the line is closed after
   * it in any case.
   *
   * @param conversation with the module; what it says is nobody's concern any more
   * @throws LineException when the line has gone
   * @throws ConversationEndedException when the module says something strange
   * @throws InterruptedException never, in practice
   */
  void leave(Conversation conversation)
      throws LineException, ConversationEndedException, InterruptedException;
}
