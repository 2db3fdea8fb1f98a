package io.coldshelf.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Finds the secrets that a file names: {@code ${file:/path}} and {@code ${env:NAME}}. */
@FunctionalInterface
public interface Secrets {

  /** No password is longer; a larger file is the wrong one. */
  int MAX_SECRET_BYTES = 64 << 10;

  /** What names a secret. */
  enum Source {
    /** A file's content, without the line's end. */
    FILE,
    /** An environment variable. */
    ENV
  }

  /**
   * Finds one secret.
   *
   * @param source where to look
   * @param name the file's path or the variable's name
   * @return the secret's text
   * @throws IllegalArgumentException with a message for a person that names the place, not the
   *     value
   */
  String find(Source source, String name);

  /**
   * Looks in files and in an environment.
   *
   * @param environment {@code System.getenv()}
   * @return the finder
   */
  static Secrets of(Map<String, String> environment) {
    return (source, name) ->
        switch (source) {
          case FILE -> ofFile(name);
          case ENV -> {
            String value = environment.get(name);
            if (value == null || value.isEmpty()) {
              throw new IllegalArgumentException(
                  "the environment variable " + name + " is not set");
            }
            yield value;
          }
        };
  }

  /**
   * Looks nowhere: for checking a file on a machine that does not hold its secrets.
   *
   * @return a finder whose secrets are all empty
   */
  static Secrets notNeeded() {
    return (source, name) -> "";
  }

  private static String ofFile(String name) {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > MAX_SECRET_BYTES) {
        throw new IllegalArgumentException("the file " + name + " is too large for a secret");
      }
      String value = Files.readString(path).stripTrailing();
      if (!value.isEmpty()) {
        return value;
      }
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("the file " + name + " cannot be read", e);
    }
    throw new IllegalArgumentException("the file " + name + " is empty");
  }
}
