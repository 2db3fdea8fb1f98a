package io.coldshelf.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCommandTest {

  private static boolean isPlain(String line) {
    return AgentCommand.plain(List.of(line.split(" ", -1)).toArray(String[]::new)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent --config gateway.yaml",
        "agent --config gateway.yaml --data d",
        "agent --data d --config gateway.yaml"
      })
  void theUsualWaysToStartAreTaken(String line) {
    assertTrue(isPlain(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent",
        "agent --help",
        "agent --data d",
        "agent --config",
        "agent --config --data",
        "agent --config=gateway.yaml",
        "agent --config gateway.yaml --help",
        "agent --config a.yaml --config b.yaml",
        "agent --config gateway.yaml --dat d",
        "devices --config gateway.yaml",
        ""
      })
  void everythingElseIsForTheCommandLinesReader(String line) {
    assertEquals(false, isPlain(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent --config gateway.yaml --dat d", "agent --config --data"})
  void whatIsWrongIsStillSaid(String line) {
    assertEquals(2, Main.run(line.split(" ", -1)));
  }
}
