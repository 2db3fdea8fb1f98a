package io.coldshelf.yaml;

/**
 * One thing that is wrong in a file, and how to mend it.
 *
 * @param file the file's name as the user gave it
 * @param line from 1
 * @param column from 1
 * @param what is wrong, without a full stop; never holds a secret's value
 * @param fix what to do about it, without a full stop
 */
public record Mistake(String file, int line, int column, String what, String fix) {

  /**
   * The mistake on one line.
   *
   * @return {@code file:line: what; fix}
   */
  @Override
  public String toString() {
    return file + ":" + line + ": " + what + "; " + fix;
  }
}
