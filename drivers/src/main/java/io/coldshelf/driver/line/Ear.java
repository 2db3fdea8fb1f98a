package io.coldshelf.driver.line;

import java.util.Optional;

/**
 * Makes an answer out of what comes in.
 *
 * @param <A> the answer
 */
@FunctionalInterface
public interface Ear<A> {

  /**
   * Takes the next bytes, cut wherever the line cut them.
   *
   * @param bytes holds them from its beginning
   * @param count how many there are
   * @return the answer, once it is complete; also when it is clear that none can come
   */
  Optional<A> hear(byte[] bytes, int count);
}
