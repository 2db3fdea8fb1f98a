package io.coldshelf.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "demo --headles, did you mean",
    "demo --fro 3s, --for",
    "demo --for soon, write 60s",
    "demo --kill-agent 5, write 60s",
    "demo --seed x, --seed",
    "demo --broker nonsense, write mqtt://",
    "demo --broker https://example.com, write mqtt://",
    "simulate, there is: demo",
    "simulate store, there is: demo",
    "simulate demo --for 0, write 60s",
    "bench, --list",
    "bench jurnal, did you mean 'journal'",
    "bench journal --runs 0, from 1 to",
    "bench detect --family scale, did you mean 'scales'",
    "bench journal --rnus 3, --runs",
    "bench journal --data /nowhere/at/all, no folder",
  })
  void wrongUsageIsOneLineWithAHint(String arguments, String hint) {
    assertEquals(2, run(arguments.split(" ", -1)));
    assertEquals(1, err().size(), () -> err.toString(StandardCharsets.UTF_8));
    assertTrue(err().getFirst().contains(hint), () -> err().getFirst());
    assertEquals(List.of(), out());
  }

  @Test
  void aBrokerThatIsNotThereIsSaidWithinSeconds() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    String url = "mqtt://127.0.0.1:" + nobody;

    assertEquals(1, run("demo", "--for", "1s", "--headless", "--json", "--broker", url));
    assertTrue(err().getLast().contains("no MQTT 5 broker answers at " + url), () -> err() + "");
    assertEquals(List.of(), out());
  }

  @Test
  void theFolderOfAnotherDemoIsNotUsedAgain() throws Exception {
    Files.writeString(folder.resolve("bridge.db"), "");

    assertEquals(2, run("demo", "--for", "1s", "--data", folder.toString()));
    assertTrue(err().getLast().contains("not empty"), () -> err() + "");
  }

  @Test
  void benchesAreListed() {
    assertEquals(0, run("bench", "--list"));
    assertEquals(
        List.of("journal", "uplink", "drivers", "detect", "wire", "outage", "footprint", "soak"),
        out().stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
  }

  @Test
  void scenariosAreListed() {
    assertEquals(0, run("simulate", "--list"));
    assertTrue(out().getFirst().startsWith("demo "), () -> out() + "");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSimulationSaysWhereItsDevicesAreAndWritesGateways() throws Exception {
    Path gateways = folder.resolve("gateways");

    assertEquals(
        0, run("simulate", "demo", "--for", "500ms", "--json", "--write", gateways.toString()));

    JsonNode devices = new ObjectMapper().readTree(out().getFirst());
    assertEquals("devices", devices.path("what").asText());
    String store = Files.readString(gateways.resolve("store.yaml"));
    for (String device : List.of("case-probe", "shelf-reader", "milk-scale")) {
      String url = devices.path("devices").path(device).asText();
      assertTrue(!url.isEmpty() && store.contains(url), () -> device + " in " + store);
    }
    assertTrue(Files.exists(gateways.resolve("truck.yaml")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPersonGetsTheDevicesAsYaml() {
    assertEquals(0, run("simulate", "demo", "--for", "100ms"));

    assertEquals("devices:", err().getFirst());
    assertEquals(4, err().stream().filter(line -> line.startsWith("  ")).count());
  }
}
