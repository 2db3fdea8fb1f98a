package io.coldshelf.simulator.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.system.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel does for the pipe when a demo is killed, a test does by closing it. */
@Timeout(60)
class LeashTest {

  @TempDir private Path folder;

  @Test
  void anAgentEndsWithTheDemoThatStartedIt() throws Exception {
    Path log = folder.resolve("log");
    Path config =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            gateway: gw1
            site: {id: store-1, name: Store 1, timezone: UTC}
            devices:
              probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:1?unit=1"}
            local: {listen: "127.0.0.1:0"}
            """);
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Leash.class.getName(),
                "agent",
                "--config",
                config.toString(),
                "--data",
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Path journal = folder.resolve("data").resolve("journal.db");
      Await.until(
          Duration.ofSeconds(20), "the agent runs", () -> Files.exists(journal), agent::info);

      agent.getOutputStream().close();

      assertTrue(agent.waitFor(20, TimeUnit.SECONDS), "it goes on");
      assertEquals(0, agent.exitValue(), () -> log.toString());
    } finally {
      agent.destroyForcibly();
    }
  }
}
