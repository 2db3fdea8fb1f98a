package io.coldshelf.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.GatewayTemplate;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: exit codes, and what is said where. */
class MainTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private PrintStream outBefore = System.out;
  private PrintStream errBefore = System.err;

  @BeforeEach
  void listen() {
    outBefore = System.out;
    errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8) + out.toString(StandardCharsets.UTF_8);
  }

  private Path journal() {
    Path file = folder.resolve("journal.db");
    try (Journal journal = Samples.open(file)) {
      journal.commit(Samples.readingsCommit(5));
      journal.commit(Samples.eventCommit("door-1"));
    }
    return file;
  }

  @Test
  void noVerbAndAnUnknownOneAreWrongUsage() {
    assertEquals(2, Main.run(new String[0]));
    assertEquals(2, Main.run("dance"));
  }

  @Test
  void helpIsNoFailure() {
    assertEquals(0, Main.run("agent", "--help"));
    assertTrue(said().contains("--config"), said());
  }

  @Test
  void anAgentWithoutItsConfigurationIsWrongUsage() {
    assertEquals(2, Main.run("agent", "--config", folder.resolve("none.yaml").toString()));
    assertEquals(1, said().strip().lines().count(), said());
  }

  @Test
  void aDataDirectoryThatCannotBeIsSaidWithTheWayOut() throws IOException {
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, GatewayTemplate.text());
    Path inTheWay = Files.writeString(folder.resolve("file"), "in the way");
    assertEquals(
        1,
        Main.run(
            "agent", "--config", config.toString(), "--data", inTheWay.resolve("d").toString()));
    assertTrue(said().contains("--data DIR"), said());
    assertEquals(1, said().strip().lines().count(), said());
  }

  @Test
  void aRecordingThatIsNotThereIsWrongUsage() throws IOException {
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(config, GatewayTemplate.text());
    assertEquals(2, Main.run("replay", "none.csv", "--config", config.toString()));
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "time,point,value\n1,a/t,warm\n");
    assertEquals(2, Main.run("replay", wrong.toString(), "--config", config.toString()));
    assertTrue(said().contains("wrong.csv:2"), said());
  }

  @Test
  void aDeviceByHandNeedsToBeNamed() {
    assertEquals(2, Main.run("devices", "read"));
    assertEquals(2, Main.run("devices"));
    assertEquals(2, Main.run("devices", "discover", "--net", "store"));
    String nobody = folder.resolve("ttyNONE").toString();
    assertEquals(1, Main.run("devices", "discover", "--serial", nobody));
  }

  @Test
  void aJournalIsCountedShownAndVerified() {
    String data = String.valueOf(journal().getParent());
    assertEquals(0, Main.run("journal", "stats", "--data", data), said());
    assertEquals(0, Main.run("journal", "tail", "--data", data), said());
    assertTrue(said().contains("door-1"), said());
    assertEquals(0, Main.run("journal", "verify", "--data", data), said());
  }

  @Test
  void aJournalThatIsNotThereIsAFailure() {
    assertTrue(Main.run("journal", "stats", "--data", folder.resolve("none").toString()) > 0);
    assertEquals(1, said().strip().lines().count(), said());
  }
}
