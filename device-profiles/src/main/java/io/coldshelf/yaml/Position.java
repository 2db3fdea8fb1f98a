package io.coldshelf.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A place in a file, from line 1 and column 1. */
record Position(int line, int column) {

  static final Position START = new Position(1, 1);

  /** The parser counts from 0. */
  static Position of(Optional<Mark> mark) {
    return mark.map(at -> new Position(at.getLine() + 1, at.getColumn() + 1)).orElse(START);
  }
}
