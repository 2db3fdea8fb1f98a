package io.coldshelf.simulator.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.Evaluation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises of the whole, measured: agents in processes of their own, simulated devices at the
 * wire, an agent killed in the middle.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(100)
class DemoTest {

  private static final Duration LENGTH = Duration.ofSeconds(45);
  private static final Duration KILL = Duration.ofSeconds(25);
  private static final long SEED = 1;

  @TempDir private Path folder;

  @Test
  void nothingIsLostDoubledOrMissedThoughAnAgentIsKilled() throws Exception {
    DemoOptions options =
        new DemoOptions(
            Optional.of(LENGTH), true, true, SEED, Optional.empty(), folder, Optional.of(KILL));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    Summary summary = new Demo(options, nowhere, InstantSource.system()).perform();

    String seen = summary.json();
    assertTrue(summary.isClean(), seen);
    assertTrue(summary.counts().journalled() > LENGTH.toSeconds(), seen);
    assertEquals(0, summary.counts().lost(), seen);
    assertEquals(0, summary.counts().duplicated(), seen);
    assertEquals(0, summary.counts().invented(), seen);
    assertOneTrueAlert(summary, EventKind.STOCKOUT);
    assertOneTrueAlert(summary, EventKind.TEMPERATURE_BREACH);
    assertEquals(1, summary.restarts(), seen);
    assertTrue(summary.webhooks().sent() > 0, seen);
    assertEquals(summary.webhooks().sent(), summary.webhooks().received(), seen);
  }

  private static void assertOneTrueAlert(Summary summary, EventKind kind) {
    Evaluation.Result result = summary.alerts().get(kind);
    assertTrue(result != null, () -> "no " + kind + " in " + summary.json());
    assertEquals(1, result.detected().size(), summary::json);
    assertEquals(0, result.falseAlerts().size(), summary::json);
    assertEquals(0, result.repeats().size(), summary::json);
    assertEquals(0, result.missed().size(), summary::json);
  }
}
