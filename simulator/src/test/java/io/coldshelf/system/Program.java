package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the gateway's program in a process of its own.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it said besides
 */
record Program(int code, List<String> out, List<String> err) {

  private static final long LIMIT_SECONDS = 30;

  /** Runs a verb in a folder, to its end. */
  static Program run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            "io.coldshelf.edge.cli.Main"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    List<String> said = Files.readAllLines(err, StandardCharsets.UTF_8);
    assertTrue(ended, () -> String.join(" ", arguments) + " does not end: " + said);
    return new Program(process.exitValue(), Files.readAllLines(out, StandardCharsets.UTF_8), said);
  }
}
