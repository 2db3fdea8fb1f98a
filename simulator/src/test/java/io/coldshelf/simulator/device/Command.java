package io.coldshelf.simulator.device;

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
final class Command {

  private Command() {}

  static String run(String... command) throws IOException, InterruptedException {
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
