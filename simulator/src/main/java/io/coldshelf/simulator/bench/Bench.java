package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.util.List;

/** One benchmark: it measures, and its reference beside it. */
public interface Bench {

  /**
   * What it is called.
   *
   * @return one word
   */
  String name();

  /**
   * What it is for.
   *
   * @return one line
   */
  String purpose();

  /**
   * Measures.
   *
   * @param place where
   * @return what was found
   * @throws IOException when files, sockets or the broker are not to be had; the message says what
   *     to do
   * @throws InterruptedException when asked to stop
   */
  List<Figure> run(Place place) throws IOException, InterruptedException;
}
