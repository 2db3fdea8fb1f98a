package io.coldshelf.edge.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.wire.Lane;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was said to be committed is there after kill -9. */
class KilledWriterTest {

  private static final int KILLED_AFTER = 200;

  @TempDir Path folder;

  /** The writer that is killed: says each seq once its commit has returned. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      try (Journal journal = Samples.open(Path.of(arguments[0]))) {
        for (int i = 0; ; i++) {
          journal.commit(Samples.readingsCommit(10));
          journal.commit(Samples.eventCommit("e" + i));
          System.out.println(journal.last(Lane.READINGS));
        }
      }
    }
  }

  @Test
  void everyCommitThatReturnedIsThere() throws IOException, InterruptedException {
    Path file = folder.resolve("journal.db");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long said = 0;
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      while (said < KILLED_AFTER) {
        said = Long.parseLong(lines.readLine());
      }
      writer.toHandle().destroyForcibly(); // by its handle: what it said stays readable
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && Long.parseLong(line) > said) {
          said = Long.parseLong(line);
        }
      }
    }
    assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
    Opened opened = Journal.open(file, Samples.setup(7, Capacity.DEFAULT.maxBytes()));
    try (Journal journal = opened.journal()) {
      assertFalse(opened.replaced().isPresent());
      assertTrue(journal.last(Lane.READINGS) >= said);
      assertTrue(journal.last(Lane.EVENTS) >= said);
      assertEquals(journal.last(Lane.READINGS) * 10, journal.stats().totals().readings());
    }
    assertTrue(Journal.verify(file).isIntact());
  }
}
