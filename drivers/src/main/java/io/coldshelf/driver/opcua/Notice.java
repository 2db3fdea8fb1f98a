package io.coldshelf.driver.opcua;

import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** What a device is told by its session. */
sealed interface Notice {

  /**
   * A node's value changed.
   *
   * @param item which of the nodes that are watched, from 0
   * @param value what the server says
   */
  record Changed(int item, DataValue value) implements Notice {}

  /**
   * An event.
   *
   * @param fields those that were selected, in that order
   */
  record Happened(List<Variant> fields) implements Notice {}

  /**
   * The server had more to say than it kept.
   *
   * @param reason in words, for a person
   */
  record Missed(String reason) implements Notice {}

  /**
   * The session, or the subscription, is no more.
   *
   * @param reason in words, for a person
   */
  record Lost(String reason) implements Notice {}

  /** The device is closed. */
  record Closed() implements Notice {}
}
