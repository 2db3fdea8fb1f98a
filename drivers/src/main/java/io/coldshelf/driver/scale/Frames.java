package io.coldshelf.driver.scale;

import java.util.List;

/** Cuts a stream of bytes into frames and reads each. For one question, or one listening. */
interface Frames {

  /**
   * Takes the next bytes, cut wherever the line cut them.
   *
   * @param bytes holds them from its beginning
   * @param count how many there are
   * @return what the frames say that are complete now
   */
  List<Indication> feed(byte[] bytes, int count);

  /**
   * What has come of a frame that is not complete.
   *
   * @return as characters, for a person
   */
  String unfinished();
}
