package io.coldshelf.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Runs an independent peer; the test is skipped, and says so, where it is not installed. */
public final class Command {

  private Command() {}

  /**
   * Runs it to its end.
   *
   * @param command the program and its arguments
   * @return what it says on both streams
   * @throws IOException when it cannot be started
   * @throws InterruptedException when asked to stop
   */
  public static String run(String... command) throws IOException, InterruptedException {
    boolean installed =
        Path.of(command[0]).isAbsolute()
            || Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    assumeTrue(installed, command[0] + " is not installed");
    Path output = Files.createTempFile("peer", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String text = Files.readString(output, StandardCharsets.ISO_8859_1);
      assertTrue(ended, () -> String.join(" ", command) + " does not end: " + text);
      return text;
    } finally {
      Files.delete(output);
    }
  }
}
