package io.coldshelf.bridge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BridgeMainTest {

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commands = BridgeMain.commands(Map.of());
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    return commands.execute(arguments);
  }

  @Test
  void explainsItselfWithExamples() {
    assertEquals(0, run("bridge", "--help"));
    assertTrue(out.toString().contains("coldshelf bridge --config"), out.toString());
  }

  @Test
  void refusesAnUnknownOption() {
    assertEquals(2, run("bridge", "--nonsense"));
  }

  @Test
  void saysOnOneLineWhatIsWrongInTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), "htp: {}\n");
    assertEquals(2, run("bridge", "--config", file.toString()));
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    assertTrue(err.toString().contains("did you mean 'http'?"), err.toString());
  }

  @Test
  void refusesToListenToTheWorldWithoutTokens() throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), "http: {listen: '0.0.0.0:0'}\n");
    assertEquals(2, run("bridge", "--config", file.toString(), "--data", folder.toString()));
    assertTrue(err.toString().contains("http.tokens"), err.toString());
  }
}
