package io.coldshelf.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in one file. Used by one thread. */
final class Mistakes {

  /** Nobody reads further; a file this wrong is of another kind. */
  static final int MAX_MISTAKES = 100;

  private final String file;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void add(Position at, String what, String fix) {
    if (found.size() < MAX_MISTAKES) {
      found.add(new Mistake(file, at.line(), at.column(), what, fix));
    }
  }

  /** In the order of the file. */
  List<Mistake> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .toList();
  }
}
