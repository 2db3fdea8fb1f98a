package io.coldshelf.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the agent keeps its journal. */
final class DataDirectory {

  private static final String ADVICE =
      "give it to the user that runs the agent, or keep the data elsewhere with --data DIR";

  private DataDirectory() {}

  /**
   * Makes the directory where it is missing, and sees to it that it can be used.
   *
   * @throws IOException when it cannot; the message says what to do
   */
  static Path prepare(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(directory + " cannot be made: " + ADVICE, e);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " cannot be written: " + ADVICE);
    }
    return directory;
  }
}
